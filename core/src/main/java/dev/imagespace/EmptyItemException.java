package dev.imagespace;

/** An item with neither picture nor description, under {@link EmptyItemPolicy#REJECT}. */
public final class EmptyItemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EmptyItemException(String message) {
    super(message);
  }
}

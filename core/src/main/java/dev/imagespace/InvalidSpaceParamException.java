package dev.imagespace;

/** A wrong combination of an {@link ImageSpace}'s parameters. */
public final class InvalidSpaceParamException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidSpaceParamException(String message) {
    super(message);
  }
}

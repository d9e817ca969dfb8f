package dev.imagespace.sample.collection;

/** A search that cannot be answered as it was asked. */
public final class InvalidSearchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidSearchException(String message) {
    super(message);
  }
}

package dev.imagespace.sample.collection;

/** Pictures or their vectors cannot be read or kept; the message says what to do. */
public final class CollectionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CollectionException(String message) {
    super(message);
  }

  public CollectionException(String message, Throwable cause) {
    super(message, cause);
  }
}

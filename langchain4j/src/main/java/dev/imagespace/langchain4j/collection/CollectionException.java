package dev.imagespace.langchain4j.collection;

import org.jspecify.annotations.Nullable;

/** A collection cannot be opened, read or kept; the message says what to do. */
public class CollectionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CollectionException(String message) {
    this(message, null);
  }

  public CollectionException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

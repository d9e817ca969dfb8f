package dev.imagespace.langchain4j.collection.search;

/** A query cannot be made out, or asks for what the collection has not; the message says which. */
public final class InvalidQueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidQueryException(String message) {
    super(message);
  }
}

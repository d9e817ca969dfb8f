package dev.imagespace.sample.web;

/** A picture that the collection does not hold, or not any more. */
final class UnknownPictureException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownPictureException(String id) {
    super("The collection has no picture '%s'.".formatted(id));
  }
}

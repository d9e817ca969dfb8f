package dev.imagespace.model;

/** There are no files for the model's name, directory or class path location. */
public final class ModelNotFoundException extends ModelException {
  private static final long serialVersionUID = 1L;

  public ModelNotFoundException(String message) {
    super(message);
  }

  public ModelNotFoundException(String message, Throwable cause) {
    super(message, cause);
  }
}

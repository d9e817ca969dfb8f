package dev.imagespace.model;

/** The files are of the other handler's layout. */
public final class ModelHandlerMismatchException extends ModelException {
  private static final long serialVersionUID = 1L;

  public ModelHandlerMismatchException(String message) {
    super(message);
  }

  public ModelHandlerMismatchException(String message, Throwable cause) {
    super(message, cause);
  }
}

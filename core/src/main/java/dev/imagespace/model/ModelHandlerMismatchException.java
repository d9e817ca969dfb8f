package dev.imagespace.model;

/** The files have the layout of the other handler. */
public final class ModelHandlerMismatchException extends ModelException {
  private static final long serialVersionUID = 1L;

  public ModelHandlerMismatchException(String message) {
    super(message);
  }

  public ModelHandlerMismatchException(String message, Throwable cause) {
    super(message, cause);
  }
}

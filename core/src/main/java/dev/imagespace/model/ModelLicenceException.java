package dev.imagespace.model;

/** The licence of a model's weights is not one that the settings accept. */
public final class ModelLicenceException extends ModelException {
  private static final long serialVersionUID = 1L;

  public ModelLicenceException(String message) {
    super(message);
  }
}

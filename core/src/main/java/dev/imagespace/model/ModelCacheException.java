package dev.imagespace.model;

/** The cache directory cannot be written or read. */
public final class ModelCacheException extends ModelException {
  private static final long serialVersionUID = 1L;

  public ModelCacheException(String message) {
    super(message);
  }

  public ModelCacheException(String message, Throwable cause) {
    super(message, cause);
  }
}

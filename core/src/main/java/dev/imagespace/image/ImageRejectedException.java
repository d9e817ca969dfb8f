package dev.imagespace.image;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for a picture that cannot be read, exceeds a limit or is not allowed. The message names
 * the source, the limit and the property that changes it; never content or credentials.
 */
public class ImageRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ImageRejectedException(String message) {
    super(message);
  }

  public ImageRejectedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

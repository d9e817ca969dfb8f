package dev.imagespace.image;

import org.jspecify.annotations.Nullable;

/** A picture that is not embedded; the message names what was given, the limit and the property. */
public class ImageRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ImageRejectedException(String message) {
    super(message);
  }

  public ImageRejectedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

package dev.imagespace.model;

import org.jspecify.annotations.Nullable;

/** The files exist, but are not a CLIP checkpoint that this library can run exactly. */
public final class InvalidCheckpointException extends ModelException {
  private static final long serialVersionUID = 1L;

  public InvalidCheckpointException(String message) {
    super(message);
  }

  public InvalidCheckpointException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

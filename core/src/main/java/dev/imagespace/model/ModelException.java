package dev.imagespace.model;

import dev.imagespace.bounds.Shown;
import org.jspecify.annotations.Nullable;

/** A model cannot be used; the message names what was given and the remedy. */
public abstract sealed class ModelException extends RuntimeException
    permits ModelNotFoundException,
        ModelHandlerMismatchException,
        ModelCacheException,
        ModelDownloadException,
        ModelLicenceException,
        InvalidCheckpointException {
  private static final long serialVersionUID = 1L;

  ModelException(String message) {
    super(Shown.message(message));
  }

  ModelException(String message, @Nullable Throwable cause) {
    super(Shown.message(message), cause);
  }
}

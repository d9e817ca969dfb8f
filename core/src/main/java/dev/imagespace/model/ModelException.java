package dev.imagespace.model;

import dev.imagespace.bounds.Shown;
import org.jspecify.annotations.Nullable;

/** A model that cannot be used; the message says what was given and what to do. */
public abstract sealed class ModelException extends RuntimeException
    permits ModelNotFoundException,
        ModelHandlerMismatchException,
        ModelCacheException,
        ModelDownloadException,
        InvalidCheckpointException {
  private static final long serialVersionUID = 1L;

  ModelException(String message) {
    super(Shown.message(message));
  }

  ModelException(String message, @Nullable Throwable cause) {
    super(Shown.message(message), cause);
  }
}

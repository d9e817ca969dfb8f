package dev.imagespace.execution;

import org.jspecify.annotations.Nullable;

/** No native library for this platform or device, or it could not be loaded. */
public final class EngineUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EngineUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}

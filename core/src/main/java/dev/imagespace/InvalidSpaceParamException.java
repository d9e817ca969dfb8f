package dev.imagespace;

import org.jspecify.annotations.Nullable;

/** A wrong parameter, or a wrong combination, of an {@link ImageSpace}, its schemas or queries. */
public final class InvalidSpaceParamException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidSpaceParamException(String message) {
    super(message);
  }

  public InvalidSpaceParamException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Callers without null checking pass null all the same: they get a message, not a bare NPE. */
  static <T> T given(@Nullable T value, String missing) {
    if (value == null) {
      throw new InvalidSpaceParamException(missing);
    }
    return value;
  }
}

package dev.imagespace.image;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for a picture that cannot be read, exceeds a limit or is not allowed. The message names
 * the source, the limit and the property that changes it; never content or credentials.
 */
public class ImageRejectedException extends RuntimeException {
  private static final long serialVersionUID = 2L;

  private final Reason reason;

  /** Why a picture is rejected, for programs and metrics. */
  public enum Reason {
    /** A text or URI that names no picture, or is no base64. */
    MALFORMED_SOURCE,
    /** A file or URL that the settings do not let be read. */
    NOT_ALLOWED,
    /** A file or server that does not give its bytes. */
    UNREADABLE,
    /** More bytes, pixels, frames or memory than a limit allows. */
    TOO_LARGE,
    /** No picture at all, or of a format, coding or shape that is not read. */
    UNSUPPORTED,
    /** Not a complete picture of its format. */
    DAMAGED,
    /** Not decoded before its deadline. */
    TOO_SLOW,
    /**
     * Other pictures have the memory, the processors or the decoders: a later attempt may succeed.
     */
    BUSY,
    /** The heap is exhausted, which says nothing about the picture. */
    OUT_OF_MEMORY,
    /** The caller was interrupted. */
    INTERRUPTED
  }

  public ImageRejectedException(Reason reason, String message) {
    this(reason, message, null);
  }

  public ImageRejectedException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}

package dev.imagespace.model;

import org.jspecify.annotations.Nullable;

/** A model could not be downloaded; the message names the file and the remedy. */
public final class ModelDownloadException extends ModelException {
  private static final long serialVersionUID = 1L;

  /** The kind of failure. */
  public enum Reason {
    /** No usable response: the network, a proxy or the server fails. */
    UNREACHABLE,
    /** The token is missing, invalid or lacks the permission, or the licence is not accepted. */
    FORBIDDEN,
    /** The repository, revision or file does not exist. */
    NOT_FOUND,
    /** The content differs from what the hub announced. */
    CORRUPT,
    /** A download is needed, and 'imagespace.offline' forbids it. */
    OFFLINE
  }

  private final Reason reason;

  public ModelDownloadException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  public ModelDownloadException(Reason reason, String message) {
    this(reason, message, null);
  }

  public Reason reason() {
    return reason;
  }
}

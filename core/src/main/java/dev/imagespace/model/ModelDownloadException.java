package dev.imagespace.model;

import org.jspecify.annotations.Nullable;

/** The hub did not give what was asked for; the message says what, and what to do. */
public final class ModelDownloadException extends ModelException {
  private static final long serialVersionUID = 1L;

  /** What went wrong, for code that must tell cases apart. */
  public enum Reason {
    /** No answer, or none that can be used: a network, a proxy, a server in trouble. */
    UNREACHABLE,
    /** A token is missing, wrong, or without the right; a licence is not accepted. */
    FORBIDDEN,
    /** No such repository, revision or file. */
    NOT_FOUND,
    /** What came is not what was announced. */
    CORRUPT,
    /** It would have to be asked, and 'imagespace.offline' forbids it. */
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

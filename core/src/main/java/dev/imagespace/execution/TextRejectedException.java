package dev.imagespace.execution;

/**
 * A text that would cost more than a text may. The message says how long it is, the limit, and the
 * property that changes it; never the text.
 */
public final class TextRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TextRejectedException(String message) {
    super(message);
  }
}

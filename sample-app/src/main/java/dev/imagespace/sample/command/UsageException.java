package dev.imagespace.sample.command;

/** What was asked is no command of this application. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UsageException(String message) {
    super(message);
  }
}

package dev.imagespace.checkpoint.format;

/** What is wrong with a file, without its name, which only its reader knows. */
final class MalformedFileException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedFileException(String message) {
    super(message);
  }
}

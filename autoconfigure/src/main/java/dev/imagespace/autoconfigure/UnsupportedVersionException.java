package dev.imagespace.autoconfigure;

/** The application has a library of a version that this one does not run with. */
final class UnsupportedVersionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  UnsupportedVersionException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  String remedy() {
    return remedy;
  }
}

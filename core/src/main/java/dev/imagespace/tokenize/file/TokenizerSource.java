package dev.imagespace.tokenize.file;

import dev.imagespace.model.InvalidCheckpointException;

/** The name of what is read, for messages. */
record TokenizerSource(String name) {
  private static final int SHOWN = 80;

  InvalidCheckpointException refused(String path, Object given, String allowed) {
    return new InvalidCheckpointException(
        "'%s' has %s at '%s'. Allowed there: %s."
            .formatted(name, cut(String.valueOf(given)), cut(path), allowed));
  }

  static String cut(String text) {
    return text.length() <= SHOWN
        ? text
        : "%s… (%,d characters)".formatted(text.substring(0, SHOWN), text.length());
  }
}

package dev.imagespace.sample.lines;

/**
 * A line as it was read, without its end.
 *
 * @param bytes its first bytes only, where the line is too long
 */
record InputLine(byte[] bytes, boolean tooLong) {

  boolean isBlank() {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }
}

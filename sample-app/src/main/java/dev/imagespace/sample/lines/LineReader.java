package dev.imagespace.sample.lines;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Splits bytes into lines, before anything is decoded: a line of wrong UTF-8, or one without end,
 * is the matter of that line alone. For one thread.
 */
final class LineReader {
  /** Holds the largest picture that the default limits accept (50 MiB), in base64, with room. */
  static final int LONGEST = 96 << 20;

  private final InputStream in;
  private final int longest;

  LineReader(InputStream in, int longest) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.longest = longest;
  }

  /** The next line; null at the end. The last line needs no line feed. */
  @Nullable InputLine next() throws IOException {
    var bytes = new ByteArrayOutputStream();
    boolean tooLong = false;
    int b = in.read();
    if (b < 0) {
      return null;
    }
    while (b >= 0 && b != '\n') {
      if (bytes.size() < longest) {
        bytes.write(b);
      } else {
        tooLong = true;
      }
      b = in.read();
    }
    return new InputLine(tooLong ? new byte[] {'{'} : bytes.toByteArray(), tooLong);
  }
}

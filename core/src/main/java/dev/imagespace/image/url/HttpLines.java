package dev.imagespace.image.url;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** Lines of an answer, of bounded length all together. Not thread-safe. */
final class HttpLines {
  private final InputStream in;
  private int left;

  HttpLines(InputStream in, int mostBytes) {
    this.in = in;
    this.left = mostBytes;
  }

  /** Without its end, which is CR LF or LF alone. */
  String next() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = read(); c != '\n'; c = read()) {
      line.append((char) c);
    }
    int end = line.length() - 1;
    if (end >= 0 && line.charAt(end) == '\r') {
      line.setLength(end);
    }
    if (line.chars().anyMatch(c -> c < ' ' && c != '\t')) {
      throw new ProtocolException("a control character in a header");
    }
    return line.toString();
  }

  private int read() throws IOException {
    if (left-- == 0) {
      throw new ProtocolException("endless headers");
    }
    int c = in.read();
    if (c < 0) {
      throw new EOFException();
    }
    return c;
  }
}

package dev.imagespace.image.url;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes of a body, as long as its head or its chunks say; an early end is an error. */
final class HttpBody extends InputStream {
  private static final Pattern CHUNK = Pattern.compile("([0-9a-fA-F]{1,15})[ \t]*(?:;.*)?");
  private static final int MOST_BYTES_OF_LINE = 1 << 10;

  private final InputStream in;
  private final boolean chunked;
  private boolean started;
  private boolean ended;

  /** Of the body or of this chunk; -1 until the connection ends. */
  private long left;

  HttpBody(HttpHead head, InputStream in) {
    this.in = in;
    this.chunked = head.chunked();
    this.left = chunked ? 0 : head.length();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (left < 0) {
      return in.read(bytes, offset, length);
    }
    if (left == 0) {
      ended = ended || !chunked || !nextChunk();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(bytes, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException();
    }
    left -= count;
    return count;
  }

  /** What follows the last chunk says nothing about a picture, and is left unread. */
  private boolean nextChunk() throws IOException {
    if (started && !new HttpLines(in, 2).next().isEmpty()) {
      throw new ProtocolException("a chunk longer than it says");
    }
    started = true;
    String line = new HttpLines(in, MOST_BYTES_OF_LINE).next();
    Matcher size = CHUNK.matcher(line);
    if (!size.matches()) {
      throw new ProtocolException("a chunk of no size");
    }
    left = Long.parseLong(size.group(1), 16);
    return left > 0;
  }
}

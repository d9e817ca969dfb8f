package dev.imagespace.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Input of a decoder, which throws as soon as the decoder is to end. */
final class StoppableInput extends FilterInputStream {
  private final Decoding decoding;

  StoppableInput(InputStream in, Decoding decoding) {
    super(in);
    this.decoding = decoding;
  }

  @Override
  public int read() throws IOException {
    check();
    return in.read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    check();
    return in.read(bytes, offset, length);
  }

  private void check() throws IOException {
    if (decoding.isStopped()) {
      throw new IOException("The decoder is past its deadline");
    }
  }
}

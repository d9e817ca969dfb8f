package dev.imagespace.pictures.decode.imageio;

import dev.imagespace.pictures.decode.DecodeBudget;
import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** Input of a decoder of the JDK, which throws as soon as the decoder is to end. */
final class ExcerptInput extends ImageInputStreamImpl {
  private final Excerpt excerpt;
  private final DecodeBudget budget;

  ExcerptInput(Excerpt excerpt, DecodeBudget budget) {
    this.excerpt = excerpt;
    this.budget = budget;
  }

  @Override
  public int read() throws IOException {
    requireGoingOn();
    bitOffset = 0;
    return streamPos < excerpt.length() ? excerpt.byteAt(streamPos++) : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    requireGoingOn();
    bitOffset = 0;
    if (length == 0) {
      return 0;
    }
    if (streamPos >= excerpt.length()) {
      return -1;
    }
    int read = excerpt.read(streamPos, bytes, offset, length);
    streamPos += read;
    return read;
  }

  @Override
  public long length() {
    return excerpt.length();
  }

  private void requireGoingOn() throws IOException {
    checkClosed();
    if (budget.isStopped()) {
      throw new IOException("The decoder is past its deadline");
    }
  }
}

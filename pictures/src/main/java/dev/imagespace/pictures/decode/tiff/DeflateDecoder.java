package dev.imagespace.pictures.decode.tiff;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Deflate in the wrapping of zlib, by the JDK. Not thread-safe; to be closed. */
final class DeflateDecoder implements StripDecoder, AutoCloseable {
  /** Unpacked in one go, between two questions whether to go on. */
  private static final int PIECE = 1 << 20;

  private final Inflater inflater = new Inflater();
  private final Runnable goOn;

  DeflateDecoder(Runnable goOn) {
    this.goOn = goOn;
  }

  @Override
  public int unpack(byte[] in, int from, int end, byte[] out, int start, int wanted) {
    inflater.reset();
    int to = start;
    int stop = start + wanted;
    int at = from;
    try {
      while (to < stop && !inflater.finished() && !inflater.needsDictionary()) {
        if (inflater.needsInput()) {
          if (at == end) {
            break;
          }
          int length = Math.min(PIECE, end - at);
          inflater.setInput(in, at, length);
          at += length;
        }
        goOn.run();
        to += inflater.inflate(out, to, Math.min(PIECE, stop - to));
      }
    } catch (DataFormatException e) {
      // What was unpacked before tells the caller that the strip is damaged.
      return Math.min(to - start, wanted - 1);
    }
    return to - start;
  }

  @Override
  public void close() {
    inflater.end();
  }
}

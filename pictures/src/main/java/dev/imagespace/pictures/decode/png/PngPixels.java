package dev.imagespace.pictures.decode.png;

import dev.imagespace.pictures.decode.EncodedImage;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates the pixels, row by row. Each must be there; what comes behind the last is not looked at.
 * Of one picture; not thread-safe.
 */
final class PngPixels implements AutoCloseable {
  /** Inflated at once. */
  private static final int BUFFER = 1 << 16;

  private final EncodedImage image;
  private final PngHeader header;
  private final PngRows rows;
  private final PngData data;
  private final Inflater inflater = new Inflater();

  /** A filter, and samples; and the same of the row above. */
  private byte[] row;

  private byte[] above;

  /** Inflated bytes that are of no row yet: a call of the inflater costs more than a copy. */
  private final byte[] buffer;

  private int buffered;
  private int taken;

  /** Bytes that are to be inflated still: the reader does not look behind them. */
  private long missing;

  PngPixels(EncodedImage image, PngHeader header, PngData data) {
    this.image = image;
    this.header = header;
    this.data = data;
    rows = new PngRows(header);
    row = new byte[1 + header.rowBytes(header.width())];
    above = new byte[row.length];
    buffer = new byte[BUFFER];
    missing = header.inflated();
  }

  byte[] read() {
    byte[] out = new byte[header.width() * header.height() * header.mode().bytesPerPixel()];
    for (PngPass pass : header.passes()) {
      readPass(out, pass);
    }
    return out;
  }

  private void readPass(byte[] out, PngPass pass) {
    int pixels = pass.columns(header.width());
    int length = header.rowBytes(pixels);
    int step = Math.max(1, header.bitsPerPixel() / 8);
    Arrays.fill(above, (byte) 0);
    for (int y = pass.top(); y < header.height(); y += pass.down()) {
      image.requireGoingOn();
      fill(length + 1);
      if (!PngFilter.undo(row[0], row, above, length, step)) {
        throw image.rejected("damaged PNG: filter %d of row %d.".formatted(row[0] & 0xff, y));
      }
      int to = (y * header.width() + pass.left()) * header.mode().bytesPerPixel();
      rows.write(row, pixels, out, to, pass.across());
      byte[] swapped = above;
      above = row;
      row = swapped;
    }
  }

  private void fill(int length) {
    int filled = 0;
    while (filled < length) {
      if (taken == buffered) {
        buffered = inflate();
        taken = 0;
      }
      int copied = Math.min(length - filled, buffered - taken);
      System.arraycopy(buffer, taken, row, filled, copied);
      filled += copied;
      taken += copied;
    }
  }

  private int inflate() {
    try {
      while (true) {
        int length = inflater.inflate(buffer, 0, (int) Math.min(BUFFER, missing));
        if (length > 0) {
          missing -= length;
          return length;
        }
        if (inflater.finished() || inflater.needsDictionary()) {
          throw image.rejected("truncated: the pixels of the PNG end early.");
        }
        image.requireGoingOn();
        data.feed(inflater);
      }
    } catch (DataFormatException e) {
      throw image.rejected("damaged PNG: its pixels cannot be inflated.", e);
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}

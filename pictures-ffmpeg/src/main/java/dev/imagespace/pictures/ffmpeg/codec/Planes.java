package dev.imagespace.pictures.ffmpeg.codec;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.ExifTranspose;

/**
 * Samples of one picture as its codec has them: luma, or luma and two of chroma, each by itself.
 * Written by one thread, then read by any.
 */
public final class Planes {
  private final StreamFormat format;
  private final int width;
  private final int height;
  private final byte[][] samples;

  /** Planes of zeros, to be written to. */
  public Planes(StreamFormat format, int width, int height) {
    this.format = format;
    this.width = width;
    this.height = height;
    this.samples = new byte[format.planes()][];
    for (int plane = 0; plane < samples.length; plane++) {
      samples[plane] = new byte[Math.multiplyExact(rowBytes(plane), height(plane))];
    }
  }

  /** The same, turned and mirrored as by this EXIF orientation, each plane by itself. */
  public Planes turned(int exif, Runnable goOn) {
    boolean swapped = exif >= 5;
    Planes turned =
        new Planes(
            swapped ? format.sideways() : format,
            swapped ? height : width,
            swapped ? width : height);
    Mode mode = format.bytesPerSample() == 1 ? Mode.GRAY : Mode.GRAY16;
    for (int plane = 0; plane < samples.length; plane++) {
      DecodedImage one = DecodedImage.of(mode, width(plane), height(plane), samples[plane]);
      turned.samples[plane] = ExifTranspose.of(one, exif, goOn).samples();
    }
    return turned;
  }

  /** A part, which lies within; of colour, what lies below its upper left corner comes first. */
  public Planes cropped(int left, int top, int newWidth, int newHeight) {
    Planes part = new Planes(format, newWidth, newHeight);
    for (int plane = 0; plane < samples.length; plane++) {
      int x = plane == 0 ? left : left >> format.chromaShiftX();
      int y = plane == 0 ? top : top >> format.chromaShiftY();
      for (int row = 0; row < part.height(plane); row++) {
        int from = (y + row) * rowBytes(plane) + x * format.bytesPerSample();
        int bytes = part.rowBytes(plane);
        System.arraycopy(samples[plane], from, part.samples[plane], row * bytes, bytes);
      }
    }
    return part;
  }

  /** Bytes that planes of such a size take. */
  public static long bytes(StreamFormat format, int width, int height) {
    long chroma =
        format.gray()
            ? 0
            : 2L * halved(width, format.chromaShiftX()) * halved(height, format.chromaShiftY());
    return ((long) width * height + chroma) * format.bytesPerSample();
  }

  private static int halved(int length, int shift) {
    return (length + shift) >> shift;
  }

  public StreamFormat format() {
    return format;
  }

  /** Pixels of the picture, and samples of a row of luma. */
  public int width() {
    return width;
  }

  /** Pixels of the picture, and rows of luma. */
  public int height() {
    return height;
  }

  /** Samples of a row. */
  public int width(int plane) {
    return plane == 0 ? width : halved(width, format.chromaShiftX());
  }

  /** Rows. */
  public int height(int plane) {
    return plane == 0 ? height : halved(height, format.chromaShiftY());
  }

  private int rowBytes(int plane) {
    return Math.multiplyExact(width(plane), format.bytesPerSample());
  }

  /** Where rows of a tile come from. */
  interface Rows {
    /** Copies so many bytes of the start of a row. */
    void copy(int plane, int row, byte[] to, int at, int bytes);
  }

  /** Takes over a tile whose upper left corner is at this pixel, as far as it lies within. */
  void put(int left, int top, int tileWidth, int tileHeight, Rows tile) {
    for (int plane = 0; plane < samples.length; plane++) {
      int shiftX = plane == 0 ? 0 : format.chromaShiftX();
      int shiftY = plane == 0 ? 0 : format.chromaShiftY();
      int x = left >> shiftX;
      int y = top >> shiftY;
      int columns = Math.min(width(plane) - x, halved(tileWidth, shiftX));
      int rows = Math.min(height(plane) - y, halved(tileHeight, shiftY));
      for (int row = 0; row < rows; row++) {
        int at = (y + row) * rowBytes(plane) + x * format.bytesPerSample();
        tile.copy(plane, row, samples[plane], at, columns * format.bytesPerSample());
      }
    }
  }

  /** Writes a row of numbers. */
  public void setRow(int plane, int row, int[] from) {
    byte[] into = samples[plane];
    int at = row * rowBytes(plane);
    int bytes = format.bytesPerSample();
    for (int x = 0; x < width(plane); x++, at += bytes) {
      into[at] = (byte) from[x];
      if (bytes == 2) {
        into[at + 1] = (byte) (from[x] >> 8);
      }
    }
  }

  /**
   * Reads a row as numbers, into an array at least as long.
   *
   * @param drop low bits of each sample that are left away
   */
  public void row(int plane, int row, int drop, int[] into) {
    byte[] from = samples[plane];
    int at = row * rowBytes(plane);
    int columns = width(plane);
    if (format.bytesPerSample() == 1) {
      for (int x = 0; x < columns; x++) {
        into[x] = (from[at + x] & 0xff) >> drop;
      }
    } else {
      for (int x = 0; x < columns; x++, at += 2) {
        into[x] = ((from[at + 1] & 0xff) << 8 | (from[at] & 0xff)) >> drop;
      }
    }
  }
}

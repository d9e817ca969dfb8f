package dev.imagespace.pictures.ffmpeg.codec;

/**
 * Samples of one picture as its codec has them: luma, or luma and two of chroma, each by itself.
 * Written by one thread, then read by any.
 */
public final class Planes {
  private final StreamFormat format;
  private final int width;
  private final int height;
  private final byte[][] samples;

  /** Black and colourless, in case nothing is written. */
  public Planes(StreamFormat format, int width, int height) {
    this.format = format;
    this.width = width;
    this.height = height;
    this.samples = new byte[format.planes()][];
    for (int plane = 0; plane < samples.length; plane++) {
      samples[plane] = new byte[Math.multiplyExact(rowBytes(plane), height(plane))];
    }
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
    return length + shift >> shift;
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

  /** Reads a row as numbers, into an array at least as long. */
  public void row(int plane, int row, int[] into) {
    byte[] from = samples[plane];
    int at = row * rowBytes(plane);
    int columns = width(plane);
    if (format.bytesPerSample() == 1) {
      for (int x = 0; x < columns; x++) {
        into[x] = from[at + x] & 0xff;
      }
    } else {
      for (int x = 0; x < columns; x++, at += 2) {
        into[x] = (from[at + 1] & 0xff) << 8 | from[at] & 0xff;
      }
    }
  }
}

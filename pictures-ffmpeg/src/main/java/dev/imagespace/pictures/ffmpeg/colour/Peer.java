package dev.imagespace.pictures.ffmpeg.colour;

import dev.imagespace.pictures.ffmpeg.codec.StreamFormat;

/** The library whose pixels are to be met, each with its own arithmetic. */
public enum Peer {
  /** Of pillow-heif, which reads HEIC: version 1.23. */
  LIBHEIF,
  /** Of Pillow, which reads AVIF: version 1.4 with libyuv. */
  LIBAVIF;

  /**
   * How samples become levels.
   *
   * @param before bits that are dropped of each sample before all else
   * @param after bits that are dropped of each result
   * @param luma factor of luma
   * @param chroma factor of chroma
   * @param fixed whether factors of the matrix are rounded to a 256th
   */
  record Arithmetic(int before, int after, double luma, double chroma, boolean fixed) {}

  Arithmetic arithmetic(StreamFormat format, boolean fullRange) {
    return this == LIBHEIF ? libheif(format, fullRange) : libavif(format.depth(), fullRange);
  }

  private static Arithmetic libheif(StreamFormat format, boolean fullRange) {
    int more = format.depth() - 8;
    if (!fullRange) {
      // As it has them; 255 / 219 and 255 / 224 would be meant.
      return new Arithmetic(0, more, 1.1689f, 1.1429f, false);
    }
    // What is stored most often is dropped to 8 bits first, and goes a fast way of its own.
    boolean quick = format.chromaShiftX() == 1 && format.chromaShiftY() == 1;
    return new Arithmetic(quick ? more : 0, quick ? 0 : more, 1, 1, quick);
  }

  private static Arithmetic libavif(int depth, boolean fullRange) {
    double luma = 255.0 / (fullRange ? (1 << depth) - 1 : 219 << (depth - 8));
    double chroma = 255.0 / (fullRange ? (1 << depth) - 1 : 224 << (depth - 8));
    return new Arithmetic(0, 0, luma, chroma, false);
  }

  /** How chroma that is missing is made up. */
  Upsampling upsampling() {
    return this == LIBAVIF ? Upsampling.LIBYUV : Upsampling.REPEATED;
  }

  /** Of chroma. */
  enum Upsampling {
    /** Each pixel has the sample that it lies in. */
    REPEATED,
    /** Weighted by distance, at the edges by what there is. */
    INTERPOLATED,
    /** The same, but for the last column of an odd width, which is repeated. */
    LIBYUV
  }

  /** A level that was multiplied by alpha, both 0 to 255, as before. */
  public byte divided(int level, int alpha) {
    if (alpha == 0) {
      return (byte) (this == LIBAVIF ? 0 : level);
    }
    // Pillow drops what is left; libyuv has a table of 16 bits.
    int inverse = Math.min(65535, 65536 / alpha);
    int divided = this == LIBAVIF ? (int) ((level * 257L * inverse) >> 16) : 255 * level / alpha;
    return (byte) Math.min(255, divided);
  }
}

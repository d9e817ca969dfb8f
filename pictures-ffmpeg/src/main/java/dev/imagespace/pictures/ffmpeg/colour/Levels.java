package dev.imagespace.pictures.ffmpeg.colour;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.ffmpeg.codec.Planes;

/**
 * Planes to bytes of pixels. Immutable.
 *
 * @param matrix of the colours
 * @param fullRange whether samples use all their values
 * @param smooth whether chroma that is missing is interpolated, else repeated
 */
public record Levels(Matrix matrix, boolean fullRange, boolean smooth) {

  /** By the numbers of ITU-T H.273. */
  public static Levels of(
      EncodedImage image, int primaries, int matrix, boolean fullRange, boolean smooth) {
    return new Levels(Matrix.of(image, matrix, primaries), fullRange, smooth);
  }

  /**
   * Writes luma alone, as gray or as alpha.
   *
   * @param out pixels of {@code channels} bytes
   * @param channel of them to write
   */
  public void luma(EncodedImage image, Planes planes, byte[] out, int channels, int channel) {
    int[] row = new int[planes.width()];
    double black = black(planes);
    double scale = 255 / lumaRange(planes);
    int to = channel;
    for (int y = 0; y < planes.height(); y++) {
      image.requireGoingOn();
      planes.row(0, y, row);
      for (int x = 0; x < row.length; x++, to += channels) {
        out[to] = level((row[x] - black) * scale);
      }
    }
  }

  /**
   * Writes red, green and blue.
   *
   * @param out pixels of {@code channels} bytes, of which these are the first three
   */
  public void rgb(EncodedImage image, Planes planes, byte[] out, int channels) {
    int[] luma = new int[planes.width()];
    ChromaRows second = new ChromaRows(planes, 1, smooth);
    ChromaRows third = new ChromaRows(planes, 2, smooth);
    Pixel pixel = new Pixel(planes);
    for (int y = 0, to = 0; y < planes.height(); y++) {
      image.requireGoingOn();
      planes.row(0, y, luma);
      int[] u = second.row(y);
      int[] v = third.row(y);
      for (int x = 0; x < luma.length; x++, to += channels) {
        pixel.write(luma[x], u[x], v[x], out, to);
      }
    }
  }

  private double black(Planes planes) {
    return fullRange ? 0 : 16 << planes.format().depth() - 8;
  }

  private double lumaRange(Planes planes) {
    int depth = planes.format().depth();
    return fullRange ? (1 << depth) - 1 : 219 << depth - 8;
  }

  private static byte level(double value) {
    return (byte) Math.max(0, Math.min(255, (int) Math.floor(value + 0.5)));
  }

  /** Three samples to three bytes. */
  private final class Pixel {
    private final double black;
    private final double lumaScale;
    private final double middle;
    private final double chromaScale;
    private final double redOfV;
    private final double greenOfU;
    private final double greenOfV;
    private final double blueOfU;

    Pixel(Planes planes) {
      int depth = planes.format().depth();
      black = black(planes);
      lumaScale = 255 / lumaRange(planes);
      middle = 1 << depth - 1;
      chromaScale = 255.0 / (fullRange ? (1 << depth) - 1 : 224 << depth - 8);
      redOfV = 2 * (1 - matrix.red()) * chromaScale;
      blueOfU = 2 * (1 - matrix.blue()) * chromaScale;
      double green = 1 - matrix.red() - matrix.blue();
      greenOfU = -blueOfU * matrix.blue() / green;
      greenOfV = -redOfV * matrix.red() / green;
    }

    void write(int first, int second, int third, byte[] out, int to) {
      double y = (first - black) * lumaScale;
      switch (matrix.kind()) {
        case YCBCR -> {
          double u = second - middle;
          double v = third - middle;
          out[to] = level(y + redOfV * v);
          out[to + 1] = level(y + greenOfU * u + greenOfV * v);
          out[to + 2] = level(y + blueOfU * u);
        }
        case IDENTITY -> {
          out[to] = level((third - black) * lumaScale);
          out[to + 1] = level(y);
          out[to + 2] = level((second - black) * lumaScale);
        }
        case YCGCO -> {
          double u = (second - middle) * chromaScale;
          double v = (third - middle) * chromaScale;
          out[to] = level(y - u + v);
          out[to + 1] = level(y + u);
          out[to + 2] = level(y - u - v);
        }
      }
    }
  }
}

package dev.imagespace.pictures.ffmpeg.colour;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.ffmpeg.codec.Planes;
import dev.imagespace.pictures.ffmpeg.colour.Peer.Arithmetic;
import java.util.Optional;

/** Samples of planes to bytes of pixels. Immutable. */
public final class Levels {
  private final Peer peer;
  private final Planes planes;
  private final boolean fullRange;
  private final Arithmetic arithmetic;
  private final double black;
  private final double middle;
  private final int most;

  /**
   * Of planes.
   *
   * @param fullRange whether their samples use all their values
   */
  public Levels(Peer peer, Planes planes, boolean fullRange) {
    this.peer = peer;
    this.planes = planes;
    this.fullRange = fullRange;
    this.arithmetic = peer.arithmetic(planes.format(), fullRange);
    int depth = planes.format().depth() - arithmetic.before();
    this.black = fullRange ? 0 : 16 << (depth - 8);
    this.middle = 1 << (depth - 1);
    this.most = (256 << arithmetic.after()) - 1;
  }

  /**
   * Writes luma alone, as gray or as alpha.
   *
   * @param out pixels of {@code channels} bytes
   * @param channel of them to write
   */
  public void luma(EncodedImage image, byte[] out, int channels, int channel) {
    int[] row = new int[planes.width()];
    for (int y = 0, to = channel; y < planes.height(); y++) {
      image.requireGoingOn();
      planes.row(0, y, arithmetic.before(), row);
      for (int x = 0; x < row.length; x++, to += channels) {
        out[to] = level(luma(row[x]));
      }
    }
  }

  /** Writes luma alone in two bytes, the low one first, its highest bit the highest of both. */
  public static void wide(EncodedImage image, Planes planes, byte[] out) {
    int[] row = new int[planes.width()];
    int more = 16 - planes.format().depth();
    for (int y = 0, to = 0; y < planes.height(); y++) {
      image.requireGoingOn();
      planes.row(0, y, 0, row);
      for (int x = 0; x < row.length; x++, to += 2) {
        out[to] = (byte) (row[x] << more);
        out[to + 1] = (byte) (row[x] << more >> 8);
      }
    }
  }

  /**
   * Writes red, green and blue.
   *
   * @param out pixels of {@code channels} bytes, of which these are the first three
   */
  public void rgb(EncodedImage image, Matrix matrix, byte[] out, int channels) {
    if (matrix.kind() == Matrix.Kind.YCGCO && !fullRange) {
      throw image.unsupported("YCgCo in the range of television.");
    }
    Optional<Libyuv> libyuv =
        peer == Peer.LIBAVIF ? Libyuv.of(matrix, fullRange) : Optional.empty();
    if (libyuv.isPresent()) {
      rgb(image, planes.format().depth() - 8, libyuv.get()::write, out, channels);
    } else {
      rgb(image, arithmetic.before(), pixel(matrix), out, channels);
    }
  }

  private void rgb(EncodedImage image, int drop, Pixel pixel, byte[] out, int channels) {
    int[] luma = new int[planes.width()];
    ChromaRows second = new ChromaRows(planes, 1, drop, peer.upsampling());
    ChromaRows third = new ChromaRows(planes, 2, drop, peer.upsampling());
    for (int y = 0, to = 0; y < planes.height(); y++) {
      image.requireGoingOn();
      planes.row(0, y, drop, luma);
      int[] u = second.row(y);
      int[] v = third.row(y);
      for (int x = 0; x < luma.length; x++, to += channels) {
        pixel.write(luma[x], u[x], v[x], out, to);
      }
    }
  }

  /** Three samples to three bytes. */
  private interface Pixel {
    void write(int first, int second, int third, byte[] out, int to);
  }

  private Pixel pixel(Matrix matrix) {
    return switch (matrix.kind()) {
      case YCBCR -> ycbcr(matrix);
      case IDENTITY ->
          (g, b, r, out, to) -> {
            out[to] = level(luma(r));
            out[to + 1] = level(luma(g));
            out[to + 2] = level(luma(b));
          };
      case YCGCO ->
          (first, second, third, out, to) -> {
            double y = luma(first);
            double green = chroma(second);
            double orange = chroma(third);
            out[to] = level(y - green + orange);
            out[to + 1] = level(y + green);
            out[to + 2] = level(y - green - orange);
          };
    };
  }

  private Pixel ycbcr(Matrix matrix) {
    double green = 1 - matrix.red() - matrix.blue();
    double redOfV = factor(2 * (1 - matrix.red()));
    double blueOfU = factor(2 * (1 - matrix.blue()));
    double greenOfU = factor(-2 * (1 - matrix.blue()) * matrix.blue() / green);
    double greenOfV = factor(-2 * (1 - matrix.red()) * matrix.red() / green);
    return (first, second, third, out, to) -> {
      double y = luma(first);
      double u = chroma(second);
      double v = chroma(third);
      out[to] = level(y + redOfV * v);
      out[to + 1] = level(y + greenOfU * u + greenOfV * v);
      out[to + 2] = level(y + blueOfU * u);
    };
  }

  private double factor(double exact) {
    return arithmetic.fixed() ? Math.rint(exact * 256) / 256 : exact;
  }

  private double luma(int sample) {
    return (sample - black) * arithmetic.luma();
  }

  private double chroma(int sample) {
    return (sample - middle) * arithmetic.chroma();
  }

  private byte level(double value) {
    int rounded = (int) Math.floor(value + 0.5);
    return (byte) (Math.max(0, Math.min(most, rounded)) >> arithmetic.after());
  }
}

package dev.imagespace.pictures.ffmpeg.colour;

import dev.imagespace.pictures.decode.EncodedImage;

/**
 * How luma and chroma become red, green and blue: ITU-T H.273, section 8.3. Immutable.
 *
 * @param kind of arithmetic
 * @param red share of red in luma, of kind {@code YCBCR}
 * @param blue share of blue in luma, of kind {@code YCBCR}
 */
public record Matrix(Kind kind, double red, double blue) {

  /** Of arithmetic. */
  public enum Kind {
    /** Luma, and differences of blue and red from it. */
    YCBCR,
    /** Green, blue, red. */
    IDENTITY,
    /** Luma, and differences of green and orange. */
    YCGCO
  }

  static final Matrix BT601 = ycbcr(0.299, 0.114);
  static final Matrix BT709 = ycbcr(0.2126, 0.0722);
  static final Matrix BT2020 = ycbcr(0.2627, 0.0593);

  private static final int DERIVED = 12;

  /**
   * Of a number of the standard's table; where it says nothing, that of ITU-R BT.601 as every peer
   * takes it.
   *
   * @param primaries number of the standard's table of primaries
   */
  public static Matrix of(EncodedImage image, int number, int primaries) {
    return switch (number == DERIVED ? derived(primaries) : number) {
      case 0 -> new Matrix(Kind.IDENTITY, 0, 0);
      case 1 -> BT709;
      case 2, 5, 6 -> BT601;
      case 4 -> ycbcr(0.30, 0.11);
      case 7 -> ycbcr(0.212, 0.087);
      case 8 -> new Matrix(Kind.YCGCO, 0, 0);
      case 9 -> BT2020;
      default -> throw image.unsupported("colours by matrix %d of H.273.".formatted(number));
    };
  }

  /** The matrix that goes with these primaries. */
  private static int derived(int primaries) {
    return switch (primaries) {
      case 1 -> 1;
      case 4 -> 4;
      case 5, 6 -> 6;
      case 7 -> 7;
      case 9 -> 9;
      case 2 -> 2;
      default -> DERIVED;
    };
  }

  private static Matrix ycbcr(double red, double blue) {
    return new Matrix(Kind.YCBCR, red, blue);
  }
}

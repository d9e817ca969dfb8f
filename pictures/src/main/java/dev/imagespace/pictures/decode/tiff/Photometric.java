package dev.imagespace.pictures.decode.tiff;

import org.jspecify.annotations.Nullable;

/** What the colours of a TIFF are. */
enum Photometric {
  WHITE_IS_ZERO(0),
  BLACK_IS_ZERO(1),
  RGB(2),
  PALETTE(3),
  CMYK(5),
  YCBCR(6);

  private final int tag;

  Photometric(int tag) {
    this.tag = tag;
  }

  /** By the value of the tag; null where it is another: masks, Lab, logarithms, raw sensors. */
  static @Nullable Photometric of(long tag) {
    for (Photometric each : values()) {
      if (each.tag == tag) {
        return each;
      }
    }
    return null;
  }

  boolean isGray() {
    return this == WHITE_IS_ZERO || this == BLACK_IS_ZERO;
  }
}

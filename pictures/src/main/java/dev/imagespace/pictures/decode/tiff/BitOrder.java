package dev.imagespace.pictures.decode.tiff;

/** Bytes whose low bit comes first: FillOrder 2. Stateless. */
final class BitOrder {
  private BitOrder() {}

  /** A copy whose high bits come first. */
  static byte[] reversed(byte[] bytes, int from, int end) {
    byte[] out = new byte[end - from];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) (Integer.reverse(bytes[from + i]) >>> 24);
    }
    return out;
  }
}

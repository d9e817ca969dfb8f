package dev.imagespace.pictures.decode.tiff;

/** Unpacks strips and tiles, one at a time. Not thread-safe. */
interface StripDecoder {

  /**
   * Unpacks as many bytes as are wanted, and looks at no packed ones behind those.
   *
   * @param from first of the packed bytes
   * @param end behind the last
   * @param start of the unpacked bytes
   * @return how many there are, fewer than wanted where the strip is damaged or ends early
   */
  int unpack(byte[] in, int from, int end, byte[] out, int start, int wanted);
}

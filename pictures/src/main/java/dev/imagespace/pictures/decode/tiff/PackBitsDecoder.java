package dev.imagespace.pictures.decode.tiff;

/** PackBits: a count, and then as many bytes, or one that is repeated. Not thread-safe. */
final class PackBitsDecoder implements StripDecoder {
  private static final int NO_OPERATION = -128;

  private final Runnable goOn;

  PackBitsDecoder(Runnable goOn) {
    this.goOn = goOn;
  }

  @Override
  public int unpack(byte[] in, int from, int end, byte[] out, int start, int wanted) {
    int at = from;
    int to = start;
    int stop = start + wanted;
    int runs = 0;
    while (to < stop && at < end) {
      if ((++runs & 0xffff) == 0) {
        goOn.run();
      }
      int count = in[at++];
      if (count >= 0) {
        int length = Math.min(Math.min(count + 1, stop - to), end - at);
        System.arraycopy(in, at, out, to, length);
        at += length;
        to += length;
      } else if (count != NO_OPERATION && at < end) {
        byte value = in[at++];
        int last = Math.min(to + 1 - count, stop);
        while (to < last) {
          out[to++] = value;
        }
      }
    }
    return to - start;
  }
}

package dev.imagespace.pictures.decode.webp.lossy;

import java.io.EOFException;
import java.io.IOException;

/**
 * What precedes the macroblocks of a key frame (RFC 6386, sections 9.1 to 9.6 and 19.2).
 *
 * @param modes the first partition, positioned at the modes of the first macroblock
 * @param tokens the other partitions; row r of macroblocks is in number {@code r mod count}
 * @param segmentTree three probabilities, or an empty array where macroblocks name no segment
 * @param probabilities (type, band, context, node), flat
 * @param skip probability that a macroblock has no coefficients, or -1
 * @param quantisers one for each of the four segments
 */
record Vp8Header(
    int width,
    int height,
    BoolDecoder modes,
    BoolDecoder[] tokens,
    int[] segmentTree,
    Vp8Filter filter,
    Vp8Quantiser[] quantisers,
    int[] probabilities,
    int skip) {
  static final int SEGMENTS = 4;
  private static final int FRAME_HEADER = 10;

  /** Width and height of the frame whose data start at {@code from}. */
  static int[] size(byte[] data, int from, int end) throws IOException {
    if (end - from < FRAME_HEADER) {
      throw new EOFException("truncated: the VP8 header ends early");
    }
    int tag = u24(data, from);
    if ((tag & 1) != 0 || (tag >> 1 & 7) > 3 || (tag >> 4 & 1) == 0) {
      throw new IOException("not a VP8 key frame");
    }
    if (u24(data, from + 3) != 0x2a019d) {
      throw new IOException("VP8 start code is missing");
    }
    return new int[] {
      (data[from + 7] & 0x3f) << 8 | (data[from + 6] & 0xff),
      (data[from + 9] & 0x3f) << 8 | (data[from + 8] & 0xff)
    };
  }

  static Vp8Header read(byte[] data, int from, int end) throws IOException {
    int[] size = size(data, from, end);
    int first = from + FRAME_HEADER;
    int rest = first + (u24(data, from) >> 5);
    if (rest > end) {
      throw new EOFException("truncated: the first VP8 partition ends early");
    }
    BoolDecoder in = new BoolDecoder(data, first, rest);
    in.flag(); // Colour space: there is one only.
    in.flag(); // Whether clamping is needed: it is harmless where it is not.
    Vp8Segments segments = Vp8Segments.read(in);
    Vp8Filter filter = Vp8Filter.read(in, segments);
    BoolDecoder[] tokens = partitions(data, rest, end, 1 << in.number(2));
    Vp8Quantiser[] quantisers = Vp8Quantiser.read(in, segments);
    in.flag(); // Whether the probabilities outlive the frame: there is no other.
    int[] probabilities = new int[Vp8Tables.coefficients()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = in.bool(Vp8Tables.update(i)) ? in.number(8) : Vp8Tables.coefficient(i);
    }
    int skip = in.flag() ? in.number(8) : -1;
    in.requireMore();
    return new Vp8Header(
        size[0], size[1], in, tokens, segments.tree(), filter, quantisers, probabilities, skip);
  }

  private static BoolDecoder[] partitions(byte[] data, int from, int end, int count)
      throws EOFException {
    int at = from + 3 * (count - 1);
    if (at >= end) {
      throw new EOFException("truncated: VP8 partitions are missing");
    }
    BoolDecoder[] partitions = new BoolDecoder[count];
    for (int i = 0; i < count; i++) {
      int length = i == count - 1 ? end - at : Math.min(u24(data, from + 3 * i), end - at);
      partitions[i] = new BoolDecoder(data, at, at + length);
      at += length;
    }
    return partitions;
  }

  private static int u24(byte[] data, int at) {
    return (data[at] & 0xff) | (data[at + 1] & 0xff) << 8 | (data[at + 2] & 0xff) << 16;
  }
}

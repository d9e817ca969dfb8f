package dev.imagespace.image.load;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.load.MemoryInFlight.Origin;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Encoded bytes on their way into memory: there is room for them before they are read. */
record BoundedRead(ImageLimits limits, Decoding decoding, Origin origin, String name) {
  private static final int FIRST = 1 << 16;
  private static final int PIECE = 1 << 13;

  /**
   * All bytes to the end of a stream.
   *
   * @param promised as many as it probably has, at once; 0 where they come as they like
   * @param most as many as it has at most, if that is known; else negative
   */
  byte[] readAll(InputStream in, long promised, long most) throws IOException {
    byte[] bytes = room(promised > 0 ? promised : FIRST, 0, most);
    int count = fill(in, bytes, 0);
    while (count == bytes.length) {
      int next = in.read();
      if (next < 0) {
        return bytes;
      }
      limits.checkBytes(count + 1L, name);
      byte[] larger = room(2L * count, count, most);
      System.arraycopy(bytes, 0, larger, 0, count);
      larger[count] = (byte) next;
      bytes = larger;
      count = fill(in, bytes, count + 1);
    }
    decoding.arrive((long) bytes.length + count, origin, name);
    return Arrays.copyOf(bytes, count);
  }

  /** Bit by bit: a channel keeps memory outside of the heap for the most that it ever read. */
  private static int fill(InputStream in, byte[] bytes, int from) throws IOException {
    int count = from;
    while (count < bytes.length) {
      int read = in.read(bytes, count, Math.min(PIECE, bytes.length - count));
      if (read < 0) {
        break;
      }
      count += read;
    }
    return count;
  }

  /** While {@code before} bytes are still needed. */
  private byte[] room(long wanted, int before, long most) {
    long bytes = Math.min(wanted, limits.maxBytes());
    bytes = Math.max(before + 1L, most < 0 ? bytes : Math.min(bytes, most));
    decoding.arrive(bytes + before, origin, name);
    return new byte[Math.toIntExact(bytes)];
  }
}

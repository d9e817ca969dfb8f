package dev.imagespace.pictures.decode.imageio;

import java.util.Arrays;

/**
 * The parts of a file that a decoder is to see, one behind the other: bytes stay where they are,
 * and count in memory once. Not thread-safe while it is put together.
 */
public final class Excerpt {
  /** No real file is cut into nearly as many, and each takes memory. */
  private static final int MOST_PARTS = 10_000;

  private byte[][] parts = new byte[4][];
  private int[] starts = new int[4];

  /** Where each part starts in the excerpt; one more for its end. */
  private long[] offsets = new long[5];

  private int count;

  /** The whole of a file. */
  public static Excerpt of(byte[] bytes) {
    return new Excerpt().add(bytes, 0, bytes.length);
  }

  public Excerpt add(byte... bytes) {
    return add(bytes, 0, bytes.length);
  }

  /**
   * The bytes from {@code from} to before {@code end}, which are not to change any more.
   *
   * @throws IllegalStateException if there are too many parts
   */
  public Excerpt add(byte[] bytes, int from, int end) {
    if (from == end) {
      return this;
    }
    if (count > 0 && parts[count - 1] == bytes && endOfLast() == from) {
      offsets[count] += end - from;
      return this;
    }
    if (count == MOST_PARTS) {
      throw new IllegalStateException("more than " + MOST_PARTS + " parts");
    }
    if (count == parts.length) {
      parts = Arrays.copyOf(parts, 2 * count);
      starts = Arrays.copyOf(starts, 2 * count);
      offsets = Arrays.copyOf(offsets, 2 * count + 1);
    }
    parts[count] = bytes;
    starts[count] = from;
    offsets[count + 1] = offsets[count] + end - from;
    count++;
    return this;
  }

  /** The parts of another. */
  public Excerpt add(Excerpt other) {
    for (int i = 0; i < other.count; i++) {
      int length = (int) (other.offsets[i + 1] - other.offsets[i]);
      add(other.parts[i], other.starts[i], other.starts[i] + length);
    }
    return this;
  }

  private long endOfLast() {
    return starts[count - 1] + offsets[count] - offsets[count - 1];
  }

  public long length() {
    return offsets[count];
  }

  /**
   * Copies bytes out, from one part only.
   *
   * @param at before the end
   * @return how many, at least 1
   */
  public int read(long at, byte[] to, int offset, int length) {
    int part = partAt(at);
    int copied = (int) Math.min(length, offsets[part + 1] - at);
    System.arraycopy(parts[part], indexIn(part, at), to, offset, copied);
    return copied;
  }

  /** The byte at a place before the end, 0 to 255. */
  public int byteAt(long at) {
    int part = partAt(at);
    return parts[part][indexIn(part, at)] & 0xff;
  }

  private int indexIn(int part, long at) {
    return (int) (starts[part] + at - offsets[part]);
  }

  private int partAt(long at) {
    int found = Arrays.binarySearch(offsets, 0, count + 1, at);
    return found >= 0 ? found : -found - 2;
  }
}

package dev.imagespace.pictures.decode.webp.lossy;

/** Inverse transforms in the integers of RFC 6386, section 14. Stateless. */
final class Vp8Transform {
  private Vp8Transform() {}

  /** The DC of 16 luma blocks, into the first coefficient of each. */
  static void inverseHadamard(short[] in, short[] out) {
    int[] mid = new int[16];
    for (int i = 0; i < 4; i++) {
      int a = in[i] + in[12 + i];
      int b = in[4 + i] + in[8 + i];
      int c = in[4 + i] - in[8 + i];
      int d = in[i] - in[12 + i];
      mid[i] = a + b;
      mid[8 + i] = a - b;
      mid[4 + i] = d + c;
      mid[12 + i] = d - c;
    }
    for (int i = 0; i < 4; i++) {
      int dc = mid[4 * i] + 3;
      int a = dc + mid[4 * i + 3];
      int b = mid[4 * i + 1] + mid[4 * i + 2];
      int c = mid[4 * i + 1] - mid[4 * i + 2];
      int d = dc - mid[4 * i + 3];
      out[64 * i] = (short) ((a + b) >> 3);
      out[64 * i + 16] = (short) ((d + c) >> 3);
      out[64 * i + 32] = (short) ((a - b) >> 3);
      out[64 * i + 48] = (short) ((d - c) >> 3);
    }
  }

  /** Adds the block of 16 coefficients from {@code from} to the samples at {@code at}. */
  static void add(short[] in, int from, Plane plane, int at, int[] mid) {
    for (int i = 0; i < 4; i++) {
      int first = in[from + i];
      int second = in[from + 4 + i];
      int third = in[from + 8 + i];
      int fourth = in[from + 12 + i];
      int a = first + third;
      int b = first - third;
      int c = sine(second) - cosine(fourth);
      int d = cosine(second) + sine(fourth);
      mid[4 * i] = a + d;
      mid[4 * i + 1] = b + c;
      mid[4 * i + 2] = b - c;
      mid[4 * i + 3] = a - d;
    }
    for (int i = 0; i < 4; i++) {
      int dc = mid[i] + 4;
      int a = dc + mid[8 + i];
      int b = dc - mid[8 + i];
      int c = sine(mid[4 + i]) - cosine(mid[12 + i]);
      int d = cosine(mid[4 + i]) + sine(mid[12 + i]);
      int row = at + i * plane.stride();
      plane.set(row, plane.get(row) + ((a + d) >> 3));
      plane.set(row + 1, plane.get(row + 1) + ((b + c) >> 3));
      plane.set(row + 2, plane.get(row + 2) + ((b - c) >> 3));
      plane.set(row + 3, plane.get(row + 3) + ((a - d) >> 3));
    }
  }

  /** sqrt(2) * cos(pi / 8). */
  private static int cosine(int value) {
    return ((value * 20091) >> 16) + value;
  }

  /** sqrt(2) * sin(pi / 8). */
  private static int sine(int value) {
    return (value * 35468) >> 16;
  }
}

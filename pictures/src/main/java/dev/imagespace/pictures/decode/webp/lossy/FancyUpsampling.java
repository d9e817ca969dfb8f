package dev.imagespace.pictures.decode.webp.lossy;

/**
 * Luma and chroma to RGB as libwebp's default does it: chroma is interpolated 9:3:3:1 with its
 * roundings, colours are converted in 14-bit fixed point. Stateless.
 */
final class FancyUpsampling {
  private FancyUpsampling() {}

  static byte[] rgb(int width, int height, Plane luma, Plane blue, Plane red) {
    byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(width, height), 3)];
    int[] u = new int[width];
    int[] v = new int[width];
    int last = (height - 1) / 2;
    for (int y = 0; y < height; y++) {
      int near = y / 2;
      int far = Math.max(0, Math.min(last, (y & 1) == 0 ? near - 1 : near + 1));
      interpolate(blue, near, far, u);
      interpolate(red, near, far, v);
      convert(luma, luma.at(0, y), u, v, out, 3 * y * width);
    }
    return out;
  }

  private static void interpolate(Plane plane, int near, int far, int[] out) {
    int width = out.length;
    int n = plane.at(0, near);
    int f = plane.at(0, far);
    out[0] = (3 * plane.get(n) + plane.get(f) + 2) >> 2;
    for (int x = 1; x <= (width - 1) / 2; x++, n++, f++) {
      int nearLeft = plane.get(n);
      int nearRight = plane.get(n + 1);
      int farLeft = plane.get(f);
      int farRight = plane.get(f + 1);
      int sum = nearLeft + nearRight + farLeft + farRight + 8;
      int rising = (sum + 2 * (nearRight + farLeft)) >> 3;
      int falling = (sum + 2 * (nearLeft + farRight)) >> 3;
      out[2 * x - 1] = (rising + nearLeft) >> 1;
      out[2 * x] = (falling + nearRight) >> 1;
    }
    if ((width & 1) == 0) {
      out[width - 1] = (3 * plane.get(n) + plane.get(f) + 2) >> 2;
    }
  }

  private static void convert(Plane luma, int from, int[] u, int[] v, byte[] out, int to) {
    for (int x = 0; x < u.length; x++) {
      int y = (luma.get(from + x) * 19077) >> 8;
      out[to++] = clip(y + ((v[x] * 26149) >> 8) - 14234);
      out[to++] = clip(y - ((u[x] * 6419) >> 8) - ((v[x] * 13320) >> 8) + 8708);
      out[to++] = clip(y + ((u[x] * 33050) >> 8) - 17685);
    }
  }

  private static byte clip(int value) {
    int level = value >> 6;
    return (byte) (level < 0 ? 0 : Math.min(level, 255));
  }
}

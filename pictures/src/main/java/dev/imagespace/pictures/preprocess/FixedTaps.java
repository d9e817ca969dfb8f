package dev.imagespace.pictures.preprocess;

import dev.imagespace.image.PixelRules.Resize;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * {@link Taps} in fixed point, shared between pictures of one size. Thread-safe.
 *
 * @param bits behind the point: {@value #PILLOW_BITS} in Pillow, fewer in torchvision
 * @param weights (count, stride), times 2^bits
 */
record FixedTaps(int bits, int stride, int[] starts, int[] lengths, int[] weights)
    implements Supports {
  static final int PILLOW_BITS = 22;
  private static final int PART = 1 << 12;
  private static final int MAX_CACHED_PAIRS = 64;
  private static final int MAX_CACHED_WEIGHTS = 1 << 16;
  private static final ConcurrentMap<Key, FixedTaps> CACHE = new ConcurrentHashMap<>();

  private record Key(
      int in, int out, int from, int count, Interpolation interpolation, Resize resize) {}

  static FixedTaps of(int in, int out, int from, int count, Resampler resampler) {
    Interpolation interpolation = resampler.interpolation();
    Key key = new Key(in, out, from, count, interpolation, resampler.resize());
    FixedTaps cached = CACHE.get(key);
    if (cached != null) {
      return cached;
    }
    int bits =
        resampler.resize() == Resize.PILLOW ? PILLOW_BITS : shortBits(in, out, interpolation);
    FixedTaps taps = quantise(Taps.of(in, out, from, count, interpolation), bits);
    if (taps.weights.length <= MAX_CACHED_WEIGHTS) {
      if (CACHE.size() >= MAX_CACHED_PAIRS) {
        // Cheaper than to keep an order of use, and as good where sizes repeat.
        CACHE.clear();
      }
      CACHE.put(key, taps);
    }
    return taps;
  }

  /** The sample itself: what an axis of unchanged length gets. */
  static FixedTaps identity(int from, int count) {
    return quantise(Taps.identity(from, count), PILLOW_BITS);
  }

  /** The most bits with which torchvision can write every weight of the axis as a short. */
  private static int shortBits(int in, int out, Interpolation interpolation) {
    double largest = 0.0;
    // Part by part: a picture of one pixel by 65,535 is resized to millions of rows.
    for (int from = 0; from < out; from += PART) {
      Taps taps = Taps.of(in, out, from, Math.min(PART, out - from), interpolation);
      for (double weight : taps.weights()) {
        largest = Math.max(largest, weight);
      }
    }
    int bits = 0;
    while (bits < PILLOW_BITS && (int) (0.5 + largest * (1 << (bits + 1))) < 1 << 15) {
      bits++;
    }
    return bits;
  }

  private static FixedTaps quantise(Taps taps, int bits) {
    double[] exact = taps.weights();
    int[] fixed = new int[exact.length];
    for (int i = 0; i < fixed.length; i++) {
      fixed[i] = (int) ((exact[i] < 0 ? -0.5 : 0.5) + exact[i] * (1 << bits));
    }
    return new FixedTaps(bits, taps.stride(), taps.starts(), taps.lengths(), fixed);
  }
}

package dev.imagespace.preprocess;

import dev.imagespace.preprocess.PreprocessConfig.Interpolation;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * {@link Taps} in Pillow's fixed point, shared between pictures of one size. Thread-safe.
 *
 * @param weights (count, stride), times 2^{@value #BITS}
 */
record FixedTaps(int stride, int[] starts, int[] lengths, int[] weights) {
  static final int BITS = 22;
  private static final int MAX_CACHED_PAIRS = 64;
  private static final int MAX_CACHED_WEIGHTS = 1 << 16;
  private static final ConcurrentMap<Key, FixedTaps> CACHE = new ConcurrentHashMap<>();

  private record Key(int in, int out, int from, int count, Interpolation interpolation) {}

  static FixedTaps of(int in, int out, int from, int count, Interpolation interpolation) {
    Key key = new Key(in, out, from, count, interpolation);
    FixedTaps cached = CACHE.get(key);
    if (cached != null) {
      return cached;
    }
    FixedTaps taps = quantise(Taps.of(in, out, from, count, interpolation));
    if (taps.weights.length <= MAX_CACHED_WEIGHTS) {
      if (CACHE.size() >= MAX_CACHED_PAIRS) {
        // Cheaper than to keep an order of use, and as good where sizes repeat.
        CACHE.clear();
      }
      CACHE.put(key, taps);
    }
    return taps;
  }

  int first() {
    return starts[0];
  }

  int end() {
    int last = starts.length - 1;
    return starts[last] + lengths[last];
  }

  int count() {
    return starts.length;
  }

  private static FixedTaps quantise(Taps taps) {
    double[] exact = taps.weights();
    int[] fixed = new int[exact.length];
    for (int i = 0; i < fixed.length; i++) {
      fixed[i] = (int) ((exact[i] < 0 ? -0.5 : 0.5) + exact[i] * (1 << BITS));
    }
    return new FixedTaps(taps.stride(), taps.starts(), taps.lengths(), fixed);
  }
}

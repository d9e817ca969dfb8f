package dev.imagespace.pictures.ffmpeg;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.Pictures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Decodes mutated golden pictures, in a process of its own that native code may end. Says the seed
 * of each before it is decoded, and at the end how all of them ended.
 */
final class MutatedPictures {
  private static final ImageLimits LIMITS = new ImageLimits(4_000_000, 10_000, 1_000_000);

  private MutatedPictures() {}

  /** Arguments: the first seed, the one behind the last. */
  public static void main(String[] args) {
    List<String> names = HeifGoldens.names();
    Map<String, Integer> outcomes = new TreeMap<>();
    long slowest = 0;
    for (int seed = Integer.parseInt(args[0]); seed < Integer.parseInt(args[1]); seed++) {
      Random random = new Random(seed);
      byte[] file = mutated(HeifGoldens.bytes(names.get(random.nextInt(names.size()))), random);
      System.out.println("seed " + seed);
      long start = System.nanoTime();
      outcomes.merge(outcome(file), 1, Integer::sum);
      slowest = Math.max(slowest, System.nanoTime() - start);
    }
    System.out.println("slowest " + slowest / 1_000_000 + " ms");
    System.out.println("outcomes " + outcomes);
  }

  private static String outcome(byte[] file) {
    try {
      return Pictures.exact().decode(file, LIMITS).samples().length > 0 ? "decoded" : "empty";
    } catch (ImageRejectedException e) {
      return e.reason().toString();
    } catch (Throwable e) {
      e.printStackTrace();
      return "ESCAPED " + e;
    }
  }

  /** A few changes, half of them in the boxes, which are the first bytes. */
  private static byte[] mutated(byte[] file, Random random) {
    byte[] changed = file.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes; i++) {
      int end = random.nextBoolean() ? Math.min(600, changed.length) : changed.length;
      int at = random.nextInt(end);
      switch (random.nextInt(5)) {
        case 0 -> changed[at] = (byte) random.nextInt(256);
        case 1 -> changed[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> changed[at] = (byte) (random.nextBoolean() ? 0 : 0xff);
        case 3 -> {
          int length = Math.min(1 + random.nextInt(64), changed.length - at);
          int from = random.nextInt(changed.length - length);
          System.arraycopy(file, from, changed, at, length);
        }
        default -> {
          int length = Math.min(4, changed.length - at);
          Arrays.fill(changed, at, at + length, (byte) (random.nextBoolean() ? 0 : 0xff));
        }
      }
    }
    return random.nextInt(20) == 0
        ? Arrays.copyOf(changed, random.nextInt(changed.length))
        : changed;
  }
}

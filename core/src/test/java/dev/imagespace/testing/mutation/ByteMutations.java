package dev.imagespace.testing.mutation;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Damaged copies of bytes. */
public final class ByteMutations {
  private static final int[] TELLING = {0, 1, '"', '[', '{', '\\', 0x7f, 0x80, 0xc0, 0xfe, 0xff};
  private static final int HEAD = 256;

  private ByteMutations() {}

  /** With one to three changes; a beginning decides more than the rest, and is changed more. */
  public static byte[] of(byte[] bytes, RandomGenerator random) {
    byte[] mutated = bytes.clone();
    for (int i = random.nextInt(3); i >= 0 && mutated.length > 0; i--) {
      mutated = once(mutated, random);
    }
    return mutated;
  }

  private static byte[] once(byte[] bytes, RandomGenerator random) {
    int reach = random.nextBoolean() ? Math.min(bytes.length, HEAD) : bytes.length;
    int at = random.nextInt(reach);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(16));
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> Arrays.fill(bytes, at, at + length, (byte) TELLING[random.nextInt(TELLING.length)]);
      case 3 ->
          System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
      case 4 -> {
        return Arrays.copyOf(bytes, at);
      }
      default -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
      }
    }
    return bytes;
  }
}

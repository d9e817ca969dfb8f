package dev.imagespace.image.load;

import dev.imagespace.pictures.testing.GoldenPictures;
import dev.imagespace.pictures.testing.MadeFormats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Damaged copies of pictures of every format. The same seed gives the same copies. */
final class Mutations {

  /** Small enough that thousands decode in seconds. */
  private static final long LARGEST = 12_000;

  private static final int[] TELLING = {0, 1, 0x7f, 0x80, 0xfe, 0xff};

  private final List<byte[]> seeds;
  private final Random random;

  Mutations(long seed) {
    Stream<byte[]> pictures =
        Stream.of("made", "images")
            .flatMap(folder -> files(GoldenPictures.path(folder)))
            .filter(file -> !file.toString().endsWith(".json"))
            .sorted()
            .map(Mutations::bytes);
    seeds =
        Stream.of(pictures, made(), HostileDirectoriesTests.files().values().stream())
            .flatMap(each -> each)
            .filter(bytes -> bytes.length > 0 && bytes.length <= LARGEST)
            .toList();
    random = new Random(seed);
  }

  byte[] next() {
    byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes = mutate(bytes);
    }
    return bytes;
  }

  private byte[] mutate(byte[] bytes) {
    // Headers decide more than pixels do.
    int reach = random.nextBoolean() ? Math.min(bytes.length, 64) : bytes.length;
    int at = random.nextInt(reach);
    int length = Math.min(bytes.length - at, 1 + random.nextInt(16));
    switch (random.nextInt(7)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 ->
          Arrays.fill(
              bytes, at, at + Math.min(4, length), (byte) TELLING[random.nextInt(TELLING.length)]);
      case 3 ->
          System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
      case 4 -> {
        return Arrays.copyOf(bytes, at + length);
      }
      case 5 -> {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(bytes, at, longer, at + length, bytes.length - at);
        return longer;
      }
      default -> {
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        int from = random.nextInt(other.length);
        int taken = Math.min(length, other.length - from);
        System.arraycopy(other, from, bytes, at, taken);
      }
    }
    return bytes;
  }

  /** Layouts and compressions that the goldens have not, in a few pixels. */
  private static Stream<byte[]> made() {
    try {
      return MadeFormats.of(20, 15).values().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

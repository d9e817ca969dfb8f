package dev.imagespace.image.load;

import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.PixelRules;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.PictureShape;
import dev.imagespace.pictures.decode.PixelUse;
import dev.imagespace.pictures.preprocess.ImagePreprocessor;
import dev.imagespace.pictures.preprocess.PreprocessConfig;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;
import dev.imagespace.pictures.preprocess.PreprocessConfig.ResizeMode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Loads pictures into less and less free memory, and prints of each what the loader counted for it
 * and with how much it came to an end: "estimate truth name". Run with the serial collector and a
 * small young generation, whose old one has neither regions nor holes.
 */
final class MemoryProcess {
  private static final int STEPS = 6;
  private static final int BALLAST = 1 << 16;
  private static final MemoryPoolMXBean OLD =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getName().equals("Tenured Gen"))
          .findFirst()
          .orElseThrow();

  private final ImageLoader loader =
      new ImageLoader(ImageLoading.builder().maxMemory(1L << 40).build());
  private final List<byte[]> ballast = new ArrayList<>();

  private MemoryProcess() {}

  /** The folder of the files, and which of the uses is to be made of them. */
  public static void main(String[] arguments) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
      files = all.sorted().toList();
    }
    PixelUse<?> use = use(arguments[1]);
    MemoryProcess process = new MemoryProcess();
    for (Path file : files) {
      process.measure(file, use);
    }
    System.exit(0);
  }

  private static PixelUse<?> use(String name) {
    List<Float> halves = List.of(0.5f, 0.5f, 0.5f);
    Peer peer = name.equals("clip") ? Peer.OPEN_CLIP : Peer.SENTENCE_TRANSFORMERS;
    PreprocessConfig config =
        new PreprocessConfig(
            224, 224, halves, halves, Interpolation.BICUBIC, ResizeMode.SHORTEST, 0, peer);
    PixelRules rules =
        PixelRules.defaults()
            .withAlpha(name.equals("drop") ? PixelRules.Alpha.DROP : PixelRules.Alpha.WHITE);
    ImagePolicy policy = name.equals("visual") ? ImagePolicy.VISUAL : ImagePolicy.REFERENCE;
    return name.equals("none") ? new Nothing() : new ImagePreprocessor(config, policy, rules);
  }

  private record Nothing() implements PixelUse<Object> {
    @Override
    public Object use(DecodedImage image) {
      return image;
    }

    @Override
    public long memory(PictureShape shape) {
      return 0;
    }
  }

  private void measure(Path file, PixelUse<?> use) {
    long estimate = load(file, use);
    long low = 0;
    long high = 2 * estimate;
    for (int step = 0; step < STEPS; step++) {
      long free = (low + high) / 2;
      if (endsWith(free, file, use)) {
        high = free;
      } else {
        low = free;
      }
    }
    System.out.println(estimate + " " + high + " " + file.getFileName());
  }

  private boolean endsWith(long free, Path file, PixelUse<?> use) {
    try {
      leave(free);
      load(file, use);
      return true;
    } catch (OutOfMemoryError e) {
      return false;
    } catch (ImageRejectedException e) {
      if (!String.valueOf(e.getMessage()).contains("has not enough memory")) {
        throw e;
      }
      return false;
    } finally {
      ballast.clear();
    }
  }

  /** Fills the heap up to so many bytes. */
  private void leave(long free) {
    System.gc();
    while (OLD.getUsage().getMax() - OLD.getUsage().getUsed() > free) {
      long left = OLD.getUsage().getMax() - OLD.getUsage().getUsed() - free;
      int pieces = (int) Math.max(1, left / BALLAST / 2);
      for (int i = 0; i < pieces; i++) {
        ballast.add(new byte[BALLAST]);
      }
      System.gc();
    }
  }

  /** What the loader counts for the picture while it is used. */
  private <T> long load(Path file, PixelUse<T> use) {
    long[] counted = new long[1];
    loader.load(
        ImageSource.of(file),
        new PixelUse<T>() {
          @Override
          public T use(DecodedImage image) {
            counted[0] = loader.memoryInFlight();
            return use.use(image);
          }

          @Override
          public long memory(PictureShape shape) {
            return use.memory(shape);
          }
        },
        new Processors.Caller(Duration.ofMinutes(1)),
        loaded -> {});
    return counted[0];
  }
}

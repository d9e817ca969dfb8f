package dev.imagespace.image.load;

import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.Resources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Loads each file of a folder several times, all at once, and prints how often each thing became of
 * them: "decoded", "no memory" where the JVM had none left, "waited" where it was not there in
 * time, or whatever else was said.
 */
final class PressureProcess {
  private static final int LOADS = 64;

  private PressureProcess() {}

  /** The folder, and the bytes that all pictures together may take. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(arguments[0]))) {
      files = all.sorted().toList();
    }
    ImageLoading loading =
        ImageLoading.builder()
            .maxMemory(Long.parseLong(arguments[1]))
            .deadline(Duration.ofSeconds(40))
            .build();
    ExecutorService threads = Executors.newFixedThreadPool(LOADS);
    List<Future<String>> loads = new ArrayList<>();
    Map<String, Integer> outcomes = new TreeMap<>();
    try (ImageLoader loader =
        new ImageLoader(loading, Resources.builder().processors(LOADS).build())) {
      for (int i = 0; i < LOADS; i++) {
        ImageSource source = ImageSource.of(files.get(i % files.size()));
        loads.add(threads.submit(() -> outcome(loader, source)));
      }
      for (Future<String> load : loads) {
        outcomes.merge(told(load), 1, Integer::sum);
      }
    }
    outcomes.forEach((outcome, times) -> System.out.println(outcome + ": " + times));
    System.exit(0);
  }

  private static String told(Future<String> load) throws InterruptedException {
    try {
      return load.get();
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause());
    }
  }

  private static String outcome(ImageLoader loader, ImageSource source) {
    try {
      loader.load(source, image -> image.samples().length);
      return "decoded";
    } catch (ImageRejectedException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("the JVM has not enough memory left")) {
        return "no memory";
      }
      return message.contains("'imagespace.image.max-memory'") ? "waited" : message;
    }
  }
}

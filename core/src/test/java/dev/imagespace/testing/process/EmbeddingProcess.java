package dev.imagespace.testing.process;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.Normalization;
import dev.imagespace.Schema;
import dev.imagespace.execution.Execution;
import dev.imagespace.image.ImageSource;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.Goldens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A JVM of its own that embeds, as an application does. */
final class EmbeddingProcess {
  private static final int THREADS = 6;
  private static final int ROUNDS = 16;
  private static final long PAGE = 4096;

  private final String backend;
  private final String model;
  private final Semaphore answered = new Semaphore(0);

  private EmbeddingProcess(String backend, String model) {
    this.backend = backend;
    this.model = model;
  }

  /** The backend, the model, what to do, and for how many seconds. */
  public static void main(String... arguments) throws InterruptedException {
    EmbeddingProcess process = new EmbeddingProcess(arguments[0], arguments[1]);
    Duration duration = Duration.ofSeconds(Long.parseLong(arguments[3]));
    switch (arguments[2]) {
      case "stay" -> process.stay(duration);
      case "load" -> process.load(duration);
      case "reopen" -> process.reopen();
      case "late" -> Runtime.getRuntime().addShutdownHook(new Thread(process::embedLate));
      default -> throw new IllegalArgumentException(arguments[2]);
    }
  }

  private ImageSpace open() {
    return ImageSpace.builder()
        .model(Goldens.model(model).toString())
        .modelHandler(ModelHandler.OPEN_CLIP)
        .image(Schema.named("Item").blob("image"))
        .execution(Execution.builder().backend(backend).build())
        .build();
  }

  private static int text(ImageSpace space) {
    return space.embedTexts(List.of("a red car"), Normalization.L2).get(0).length;
  }

  private static int picture(ImageSpace space) {
    return space.embed(ImageData.of(ImageSource.of(Goldens.image("rgb_exact.png")))).length;
  }

  /** Embeds now and then, as long as it is told to. */
  private void stay(Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    try (ImageSpace space = open()) {
      do {
        System.out.println(text(space) + picture(space) + " numbers");
        Thread.sleep(200);
      } while (System.nanoTime() < end);
    }
  }

  /**
   * Opens, embeds, and closes, again and again; each time, the megabytes that are resident then.
   */
  private void reopen() {
    for (int round = 0; round < ROUNDS; round++) {
      try (ImageSpace space = open()) {
        int unused = text(space) + picture(space);
      }
      // Mapped files count until their buffers are collected.
      System.gc();
      System.out.println(residentMegabytes() + " MB");
    }
  }

  private static long residentMegabytes() {
    try {
      // In pages, the second of its numbers.
      String pages = Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1];
      return (Long.parseLong(pages) * PAGE) >> 20;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Embeds on many threads, and for a while of the shutdown, as a draining web server does. */
  private void load(Duration duration) throws InterruptedException {
    ImageSpace space = open();
    text(space);
    picture(space);
    for (int i = 0; i < THREADS; i++) {
      boolean texts = i % 2 == 0;
      Thread thread = new Thread(() -> embedForEver(space, texts));
      thread.setDaemon(true);
      thread.start();
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::drain));
    System.out.println("ready");
    Thread.sleep(duration.toMillis());
  }

  private void embedForEver(ImageSpace space, boolean texts) {
    try {
      while (true) {
        int unused = texts ? text(space) : picture(space);
        answered.release();
      }
    } catch (RuntimeException | LinkageError e) {
      System.out.println("failed: " + e);
    }
  }

  private void drain() {
    answered.drainPermits();
    try {
      if (answered.tryAcquire(4 * THREADS, 30, TimeUnit.SECONDS)) {
        System.out.println("enough answered while shutting down");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void embedLate() {
    try (ImageSpace space = open()) {
      System.out.println(text(space) + " numbers");
    } catch (RuntimeException | LinkageError e) {
      System.out.println("refused: " + e);
    }
  }
}

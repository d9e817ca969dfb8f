package dev.imagespace.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Callers that embed pictures and texts at random and compare each vector with the one that its
 * input gave when it was alone, while the memory of the process is watched.
 */
final class Soak {
  private final OpenedModel model;
  private final List<Path> pictures;
  private final List<String> texts;
  private final KnownVectors known;
  private final long end;
  private final int most;
  private final AtomicInteger calls = new AtomicInteger();

  private Soak(
      OpenedModel model, List<Path> pictures, List<String> texts, Duration time, int most) {
    this.model = model;
    this.pictures = pictures;
    this.texts = texts;
    this.known = KnownVectors.of(model, pictures, texts);
    this.end = System.nanoTime() + time.toNanos();
    this.most = most;
  }

  /**
   * Words: callers, seconds, the most calls, directory and number of pictures, file of texts.
   * Answers with the number of calls, those whose vector was another input's, the largest distance
   * from the vector alone in units of its largest component, and the bytes in memory over time.
   */
  static String run(OpenedModel model, List<String> words) throws Exception {
    Duration time = Duration.ofSeconds(Long.parseLong(words.get(1)));
    List<Path> pictures = Inputs.pictures(words.get(3), words.get(4));
    List<String> texts = Inputs.texts(words.get(5));
    return new Soak(model, pictures, texts, time, Integer.parseInt(words.get(2)))
        .run(Integer.parseInt(words.get(0)));
  }

  private String run(int callers) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    List<Future<?>> running = new ArrayList<>();
    List<ResidentMemory> memory = new ArrayList<>();
    try {
      for (int caller = 0; caller < callers; caller++) {
        int seed = caller;
        running.add(threads.submit(() -> call(new SplittableRandom(seed))));
      }
      while (!running.stream().allMatch(Future::isDone)) {
        Thread.sleep(1000);
        memory.add(ResidentMemory.afterCollection());
      }
      for (Future<?> caller : running) {
        caller.get();
      }
    } finally {
      threads.shutdownNow();
    }
    return "%d %d %s %s"
        .formatted(
            Math.min(calls.get(), most),
            known.mixUps(),
            known.farthest(),
            memory.stream().map(m -> Long.toString(m.total())).collect(Collectors.joining(",")));
  }

  private void call(SplittableRandom random) {
    while (System.nanoTime() < end && calls.getAndIncrement() < most) {
      int input = random.nextInt(pictures.size() + texts.size());
      float[] vector =
          input < pictures.size()
              ? model.pictures(List.of(pictures.get(input)), 1).get(0)
              : model.texts(List.of(texts.get(input - pictures.size()))).get(0);
      known.compare(input, vector);
    }
  }
}

package dev.imagespace.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** What a web application does: many callers, each with one picture. */
final class ConcurrentCallers {

  private ConcurrentCallers() {}

  /** Each caller takes the next picture until none is left. */
  static void embed(OpenedModel model, List<Path> files, int callers) throws Exception {
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        running.add(
            threads.submit(
                () -> {
                  for (int i = next.getAndIncrement();
                      i < files.size();
                      i = next.getAndIncrement()) {
                    model.pictures(List.of(files.get(i)), 1);
                  }
                }));
      }
      for (Future<?> caller : running) {
        caller.get();
      }
    } finally {
      threads.shutdown();
    }
  }
}

package dev.imagespace.encode;

import dev.imagespace.execution.Execution;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Where the batches of both towers run. A native library keeps a team of threads for each thread
 * that calls it, and with more of them than processors it puts them to sleep after each of a pass's
 * thousand steps; hence few threads, and always the same. A tower that finds them taken by the
 * other gets a thread of its own for one batch: texts do not wait for pictures. Thread-safe.
 */
final class Runs {
  private final int most;
  private final Semaphore places;
  private final Executor shared;
  private final Executor further;

  /**
   * Nothing runs yet.
   *
   * @param most batches of one tower at a time
   * @param shared as many threads
   * @param further threads for one batch each
   */
  Runs(int most, Executor shared, Executor further) {
    this.most = most;
    this.places = new Semaphore(most);
    this.shared = shared;
    this.further = further;
  }

  /**
   * As many as share the processors out among them: an engine that is not told how many threads to
   * take for one run takes all.
   */
  static int most(Execution execution) {
    Integer threads = execution.threads();
    return threads == null ? 1 : Math.max(1, Runtime.getRuntime().availableProcessors() / threads);
  }

  /** With the threads of an executor as the shared ones. */
  static Runs on(ExecutorService shared, int most) {
    return new Runs(
        most, shared, work -> DaemonThreads.named("imagespace-network").newThread(work).start());
  }

  int most() {
    return most;
  }

  /** Runs a batch, and then, when its thread is as good as free, tells what came of it. */
  void execute(Supplier<Runnable> batch) {
    if (places.tryAcquire()) {
      try {
        shared.execute(() -> runAndTell(batch, places::release));
      } catch (RuntimeException | Error e) {
        places.release();
        throw e;
      }
    } else {
      further.execute(() -> runAndTell(batch, () -> {}));
    }
  }

  private static void runAndTell(Supplier<Runnable> batch, Runnable free) {
    Runnable outcome;
    try {
      outcome = batch.get();
    } finally {
      free.run();
    }
    outcome.run();
  }
}

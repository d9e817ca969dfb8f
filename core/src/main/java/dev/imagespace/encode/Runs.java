package dev.imagespace.encode;

import dev.imagespace.image.Processors;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where the batches of both towers run. A native library may keep a team of threads for each thread
 * that calls it, and with more of them than processors it puts them to sleep after each of a pass's
 * thousand steps; hence few threads, and always the same. A tower that finds them taken by the
 * other gets a thread of its own for one batch: texts do not wait for pictures. Thread-safe.
 */
final class Runs {
  private final Sharing sharing;
  private final Processors processors;
  private final Semaphore places;
  private final Executor shared;
  private final Executor further;
  private final AtomicInteger running = new AtomicInteger();

  /**
   * Nothing runs yet.
   *
   * @param shared as many threads as there are runs side by side
   * @param further threads for one batch each
   */
  Runs(Sharing sharing, Processors processors, Executor shared, Executor further) {
    this.sharing = sharing;
    this.processors = processors;
    this.places = new Semaphore(sharing.most());
    this.shared = shared;
    this.further = further;
  }

  /** With the threads of an executor as the shared ones. */
  static Runs on(ExecutorService shared, Sharing sharing, Processors processors) {
    return new Runs(
        sharing,
        processors,
        shared,
        work -> DaemonThreads.named("imagespace-network").newThread(work).start());
  }

  Sharing sharing() {
    return sharing;
  }

  /**
   * Runs a batch of a network that computes nothing, whoever else does, and then, when its thread
   * is as good as free, tells what came of it.
   *
   * @param wanted all processors, which it gets unless the other network runs, or decoders wait
   * @param before waits for what it likes, and holds no processor meanwhile
   * @return what it gets
   */
  Share atOnce(Share wanted, Runnable before, Function<Share, Runnable> batch) {
    boolean alone = running.getAndIncrement() == 0;
    Share share = alone && !processors.areWaitedFor() ? wanted : Share.PART;
    start(
        () -> {
          before.run();
          processors.takeAtOnce(processors(share));
          return runThenFree(batch, share);
        });
    return share;
  }

  /** Runs a further one when processors are free, beside the others of its network. */
  void beside(Runnable before, Function<Share, Runnable> batch) {
    running.getAndIncrement();
    start(
        () -> {
          before.run();
          processors.take(sharing.part());
          return runThenFree(batch, Share.PART);
        });
  }

  private int processors(Share share) {
    return share == Share.ALL ? sharing.all() : sharing.part();
  }

  private Runnable runThenFree(Function<Share, Runnable> batch, Share share) {
    try {
      return batch.apply(share);
    } finally {
      running.getAndDecrement();
      processors.giveBack(processors(share));
    }
  }

  private void start(Supplier<Runnable> run) {
    if (places.tryAcquire()) {
      startOn(shared, run, places::release);
    } else {
      startOn(further, run, () -> {});
    }
  }

  private void startOn(Executor threads, Supplier<Runnable> run, Runnable free) {
    try {
      threads.execute(() -> runAndTell(run, free));
    } catch (RuntimeException | Error e) {
      running.getAndDecrement();
      free.run();
      throw e;
    }
  }

  private static void runAndTell(Supplier<Runnable> run, Runnable free) {
    Runnable outcome;
    try {
      outcome = run.get();
    } finally {
      free.run();
    }
    outcome.run();
  }
}

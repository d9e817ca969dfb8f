package dev.imagespace.benchmarks.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Callers that call, each one thing after another, until the time is over. */
final class Crowd {
  /** Clients think, and the network between takes its time: up to so many milliseconds. */
  private static final int PAUSE = 20;

  private final CallLog log;
  private final List<Caller> callers = new ArrayList<>();

  private record Caller(String role, Call.Source source) {}

  Crowd(CallLog log) {
    this.log = log;
  }

  Crowd of(int number, String role, Call.Source source) {
    for (int i = 0; i < number; i++) {
      callers.add(new Caller(role, source));
    }
    return this;
  }

  /** Returns when all calls are over, or patience is. */
  void call(String phase, Duration time) throws InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < callers.size(); i++) {
      Caller caller = callers.get(i);
      SplittableRandom random = new SplittableRandom(phase.hashCode() + 31L * i);
      Thread thread = new Thread(() -> call(caller, phase, random, end), "campaign-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    long over = end + log.patience().toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, (over - System.nanoTime()) / 1_000_000));
    }
    log.giveUp();
  }

  private void call(Caller caller, String phase, SplittableRandom random, long end) {
    try {
      while (System.nanoTime() < end) {
        log.make(caller.source().next(random), phase, caller.role());
        Thread.sleep(random.nextInt(PAUSE));
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("a library interrupted its caller", e);
    }
  }
}

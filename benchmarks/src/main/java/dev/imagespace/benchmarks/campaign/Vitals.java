package dev.imagespace.benchmarks.campaign;

import dev.imagespace.benchmarks.ResidentMemory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.Set;

/** A line each half second: phase, resident bytes, threads, parted by tabs. Thread-safe. */
final class Vitals {
  private static final long EVERY_MILLIS = 500;

  private final PrintWriter lines;
  private volatile String phase = "start";

  Vitals(PrintWriter lines) {
    this.lines = lines;
  }

  void start() {
    Thread thread = new Thread(this::watch, "campaign-vitals");
    thread.setDaemon(true);
    thread.start();
  }

  void enter(String phase) {
    this.phase = phase;
  }

  private void watch() {
    try {
      while (true) {
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        lines.println("%s\t%d\t%d".formatted(phase, ResidentMemory.now().total(), threads));
        Thread.sleep(EVERY_MILLIS);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Decoders that still compute; to be asked when nobody has wanted a picture for a while. */
  static long busyDecoders() {
    Set<Thread> threads = Thread.getAllStackTraces().keySet();
    return threads.stream()
        .filter(thread -> thread.getName().contains("decoder"))
        .filter(thread -> thread.getState() == Thread.State.RUNNABLE)
        .count();
  }
}

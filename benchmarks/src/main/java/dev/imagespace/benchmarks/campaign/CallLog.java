package dev.imagespace.benchmarks.campaign;

import dev.imagespace.benchmarks.KnownVectors;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** A line for each call: phase, role, kind, milliseconds, outcome, parted by tabs. Thread-safe. */
final class CallLog {
  private static final String ANSWERED = "answered";
  private static final String UNFINISHED = "unfinished";

  /** A call that goes on. */
  record Running(String phase, String role, String kind, long since, Thread thread) {}

  private final PrintWriter lines;
  private final KnownVectors known;
  private final Duration patience;
  private final ConcurrentHashMap<Thread, Running> running = new ConcurrentHashMap<>();

  /**
   * @param patience with calls that have begun when a phase is over
   */
  CallLog(PrintWriter lines, KnownVectors known, Duration patience) {
    this.lines = lines;
    this.known = known;
    this.patience = patience;
  }

  /** Makes the call, whatever becomes of it. */
  void make(Call call, String phase, String role) {
    Thread caller = Thread.currentThread();
    Running begun = new Running(phase, role, call.kind(), System.nanoTime(), caller);
    running.put(caller, begun);
    List<float[]> vectors = new ArrayList<>();
    String outcome = ANSWERED;
    try {
      vectors.addAll(call.work().call());
    } catch (Throwable e) {
      outcome = Outcome.of(e);
    }
    running.remove(caller);
    write(begun, outcome);
    for (int i = 0; i < Math.min(vectors.size(), call.inputs().size()); i++) {
      known.compare(call.inputs().get(i), vectors.get(i));
    }
  }

  Duration patience() {
    return patience;
  }

  /** Complains about the calls that go on. */
  void giveUp() {
    for (Running call : running()) {
      write(call, UNFINISHED);
      System.err.printf("%s of a %s caller goes on:%n", call.kind(), call.role());
      for (StackTraceElement element : call.thread().getStackTrace()) {
        System.err.println("  at " + element);
      }
    }
  }

  List<Running> running() {
    return List.copyOf(running.values());
  }

  private void write(Running call, String outcome) {
    String millis = String.valueOf((System.nanoTime() - call.since()) / 1e6);
    lines.println(String.join("\t", call.phase(), call.role(), call.kind(), millis, outcome));
  }
}

package dev.imagespace.benchmarks.campaign;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Callers that lose patience. Stateless. */
final class Cancellation {
  private Cancellation() {}

  /** The call on a thread of its own, which is interrupted when so many milliseconds are over. */
  static Call of(Call call, int millis) {
    return new Call("cancelled " + call.kind(), () -> interrupted(call.work(), millis), List.of());
  }

  private static List<float[]> interrupted(Callable<List<float[]>> work, int millis)
      throws Exception {
    CompletableFuture<List<float[]>> answer = new CompletableFuture<>();
    Thread thread = new Thread(() -> answer(work, answer), "campaign-cancelled");
    thread.setDaemon(true);
    thread.start();
    try {
      try {
        return answer.get(millis, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        thread.interrupt();
        // The call is over when it has come back, not when nobody wants it any longer.
        return answer.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static void answer(
      Callable<List<float[]>> work, CompletableFuture<List<float[]>> answer) {
    try {
      answer.complete(work.call());
    } catch (Throwable e) {
      answer.completeExceptionally(e);
    }
  }
}

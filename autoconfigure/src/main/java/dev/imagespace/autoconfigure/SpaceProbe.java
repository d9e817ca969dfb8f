package dev.imagespace.autoconfigure;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.Normalization;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a text and a picture through a space, one run at a time, and remembers the outcome for a
 * while. Thread-safe.
 */
final class SpaceProbe {
  /** A PNG of one grey pixel. */
  private static final ImageSource PICTURE =
      ImageSource.ofBase64(
          "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==");

  private static final double UNIT = 1e-3;

  private final ImageSpace space;
  private final Duration deadline;
  private final Duration cache;
  private @Nullable CompletableFuture<Void> run;
  private long ended;

  /** What became of a run: null for vectors that are right, a failure, or no answer in time. */
  sealed interface Answer {
    record Right() implements Answer {}

    record Failed(Throwable reason) implements Answer {}

    record Late() implements Answer {}
  }

  SpaceProbe(ImageSpace space, Duration deadline, Duration cache) {
    this.space = space;
    this.deadline = deadline;
    this.cache = cache;
  }

  Answer ask(Towers towers) {
    CompletableFuture<Void> current = current(towers);
    try {
      current.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
      return new Answer.Right();
    } catch (TimeoutException e) {
      return new Answer.Late();
    } catch (ExecutionException e) {
      return new Answer.Failed(e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer.Late();
    }
  }

  /** The run that goes on or whose outcome still holds, or else a new one. */
  private synchronized CompletableFuture<Void> current(Towers towers) {
    CompletableFuture<Void> known = run;
    if (known != null && (!known.isDone() || System.nanoTime() - ended < cache.toNanos())) {
      return known;
    }
    CompletableFuture<Void> started = new CompletableFuture<>();
    run = started;
    Thread thread = new Thread(() -> complete(started, towers), "imagespace-health");
    thread.setDaemon(true);
    thread.start();
    return started;
  }

  @SuppressWarnings("CatchingUnchecked") // An Error is an answer, too.
  private void complete(CompletableFuture<Void> started, Towers towers) {
    Throwable failure = null;
    try {
      vectors(towers).forEach(this::requireUnit);
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    synchronized (this) {
      ended = System.nanoTime();
    }
    if (failure == null) {
      started.complete(null);
    } else {
      started.completeExceptionally(failure);
    }
  }

  private List<float[]> vectors(Towers towers) {
    List<float[]> vectors = new ArrayList<>();
    if (towers.text()) {
      vectors.addAll(space.embedTexts(List.of("a photo"), Normalization.L2));
    }
    if (towers.image()) {
      vectors.add(space.embed(ImageData.of(PICTURE)));
    }
    return vectors;
  }

  private void requireUnit(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    if (vector.length != space.length() || !(Math.abs(squares - 1) < UNIT)) {
      throw new IllegalStateException(
          "A vector of %d numbers, of length %.4f; there should be %d, of length 1."
              .formatted(vector.length, Math.sqrt(squares), space.length()));
    }
  }
}

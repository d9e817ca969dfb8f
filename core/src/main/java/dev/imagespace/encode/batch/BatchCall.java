package dev.imagespace.encode.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One caller's way through a queue. Waits on conditions and futures alone, so that a virtual thread
 * gives its carrier back meanwhile. Closing it takes back what was not run. Not thread-safe: of the
 * caller's thread, but for what the lock of the queue guards.
 */
public final class BatchCall<T> implements AutoCloseable {
  private final BatchQueue<T> queue;

  /** Inputs without a turn. Guarded by the lock of the queue, as the time is. */
  private final Deque<Input<T>> waiting = new ArrayDeque<>();

  private long waitsSince;

  /** Guarded by the lock, too. */
  private boolean moreFollow;

  private @Nullable ExecutionException failure;

  /**
   * One of the inputs.
   *
   * @param since when it was submitted, by {@link System#nanoTime}
   * @param answer its vector, or why there is none
   */
  public record Input<T>(
      BatchCall<T> call, T value, int length, long since, CompletableFuture<float[]> answer) {}

  /** Nothing waits yet. */
  public BatchCall(BatchQueue<T> queue) {
    this.queue = queue;
  }

  /**
   * Puts inputs into the queue, and waits for nothing but room in it.
   *
   * @param moreFollow whether more of the call follow, as far as it knows: then none of what is
   *     there is shared out
   * @throws dev.imagespace.execution.NetworkBusyException if there is none in time
   * @throws java.util.concurrent.CancellationException if the caller is interrupted
   * @throws IllegalStateException if the model is closed
   */
  public List<Input<T>> submit(Collection<T> values, boolean moreFollow) {
    long now = System.nanoTime();
    List<Input<T>> inputs =
        values.stream()
            .map(
                value ->
                    new Input<>(this, value, queue.length(value), now, new CompletableFuture<>()))
            .toList();
    queue.submit(this, inputs, moreFollow);
    return inputs;
  }

  /**
   * The vectors of inputs, in their order.
   *
   * @throws RuntimeException as {@link #submit}, or why the network failed
   */
  public List<float[]> await(List<Input<T>> inputs) {
    List<float[]> vectors = new ArrayList<>(inputs.size());
    inputs.forEach(input -> vectors.add(await(input)));
    return vectors;
  }

  private float[] await(Input<T> input) {
    while (true) {
      try {
        return input.answer().get(queue.patience(input), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        // It had a turn meanwhile, or is late.
      } catch (InterruptedException e) {
        throw interrupted(queue.inputs(), e);
      } catch (ExecutionException e) {
        throw told(e);
      }
    }
  }

  /** Tells it of those that wait, and of those that it would submit. */
  void fail(Throwable cause) {
    failure = new ExecutionException(cause);
    waiting.forEach(input -> input.answer().completeExceptionally(cause));
  }

  void requireNoFailure() {
    if (failure != null) {
      throw told(failure);
    }
  }

  public static CancellationException interrupted(String inputs, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return cancelled("Interrupted while %s waited".formatted(inputs), cause);
  }

  public static CancellationException cancelled(String message, Exception cause) {
    CancellationException cancelled = new CancellationException(message);
    cancelled.initCause(cause);
    return cancelled;
  }

  public static RuntimeException told(ExecutionException failure) {
    if (failure.getCause() instanceof Error error) {
      throw error;
    }
    return failure.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(failure);
  }

  void moreFollow(boolean more) {
    moreFollow = more;
  }

  boolean moreFollow() {
    return moreFollow;
  }

  Deque<Input<T>> waiting() {
    return waiting;
  }

  Input<T> take() {
    waitsSince = System.nanoTime();
    return waiting.remove();
  }

  /** Its time begins, unless it waits already. */
  void beginWait() {
    if (waiting.isEmpty()) {
      waitsSince = System.nanoTime();
    }
  }

  /** What is left of a longest wait since it came, or last had a turn. */
  long nanosLeft(Duration longest) {
    return TimeUnit.NANOSECONDS.convert(longest) - (System.nanoTime() - waitsSince);
  }

  @Override
  public void close() {
    queue.withdraw(this);
  }
}

package dev.imagespace.encode;

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
final class BatchCall<T> implements AutoCloseable {
  private final BatchQueue<T> queue;

  /** Inputs without a turn. Guarded by the lock of the queue, as the time is. */
  private final Deque<Input<T>> waiting = new ArrayDeque<>();

  private long waitsSince;
  private @Nullable ExecutionException failure;

  /** Inputs that are still to come. */
  private int rest;

  /** Whether the queue counts on the rest: not before it has seen that inputs do come. */
  private boolean announced;

  /**
   * One of the inputs.
   *
   * @param answer its vector, or why there is none
   */
  record Input<T>(BatchCall<T> call, T value, int length, CompletableFuture<float[]> answer) {}

  /**
   * Nothing waits yet.
   *
   * @param inputs that will be submitted, or turn out to be {@link #expect missing}
   */
  BatchCall(BatchQueue<T> queue, int inputs) {
    this.queue = queue;
    this.rest = inputs;
  }

  /** So many inputs more will be submitted; where they are less than zero, so many do not come. */
  void expect(int inputs) {
    rest += inputs;
    if (announced) {
      queue.expect(inputs);
    }
  }

  /**
   * Puts inputs into the queue, and waits for nothing but room in it.
   *
   * @throws dev.imagespace.execution.NetworkBusyException if there is none in time
   * @throws java.util.concurrent.CancellationException if the caller is interrupted
   * @throws IllegalStateException if the model is closed
   */
  List<Input<T>> submit(Collection<T> values) {
    List<Input<T>> inputs =
        values.stream()
            .map(value -> new Input<>(this, value, queue.length(value), new CompletableFuture<>()))
            .toList();
    rest -= inputs.size();
    int more = announced ? -inputs.size() : rest;
    announced = true;
    queue.submit(this, inputs, more);
    return inputs;
  }

  /**
   * The vectors of inputs, in their order.
   *
   * @throws RuntimeException as {@link #submit}, or why the network failed
   */
  List<float[]> await(List<Input<T>> inputs) {
    List<float[]> vectors = new ArrayList<>(inputs.size());
    inputs.forEach(input -> vectors.add(await(input)));
    return vectors;
  }

  private float[] await(Input<T> input) {
    while (true) {
      try {
        return input.answer().get(queue.patience(input), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        queue.refuseIfLate(this);
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

  static CancellationException interrupted(String inputs, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return cancelled("Interrupted while %s waited".formatted(inputs), cause);
  }

  static CancellationException cancelled(String message, Exception cause) {
    CancellationException cancelled = new CancellationException(message);
    cancelled.initCause(cause);
    return cancelled;
  }

  static RuntimeException told(ExecutionException failure) {
    if (failure.getCause() instanceof Error error) {
      throw error;
    }
    return failure.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(failure);
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
    queue.leave(this, announced ? rest : 0);
  }
}

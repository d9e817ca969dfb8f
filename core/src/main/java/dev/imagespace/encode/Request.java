package dev.imagespace.encode;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What one caller wants from a network, and what it got so far. Guarded by the lock of its batcher,
 * all but the answer.
 */
final class Request<T> {
  private final List<T> inputs;
  private final float[][] vectors;
  private final CompletableFuture<List<float[]>> answer = new CompletableFuture<>();
  private int taken;
  private int answered;
  private long waitsSince = System.nanoTime();

  /** At least one input. */
  Request(Collection<T> inputs) {
    this.inputs = List.copyOf(inputs);
    this.vectors = new float[inputs.size()][];
  }

  /** The vectors in the order of the inputs, or why there are none. */
  CompletableFuture<List<float[]>> answer() {
    return answer;
  }

  /** Inputs that wait for their turn. */
  int waiting() {
    return inputs.size() - taken;
  }

  /** What is left of a longest wait since it came, or last had a turn. */
  long nanosLeft(Duration longest) {
    return TimeUnit.NANOSECONDS.convert(longest) - (System.nanoTime() - waitsSince);
  }

  /** The first input that waits. */
  T next() {
    return inputs.get(taken);
  }

  Item<T> take() {
    waitsSince = System.nanoTime();
    return new Item<>(this, taken++);
  }

  /** One of the inputs, in a batch. */
  record Item<T>(Request<T> request, int index) {
    T input() {
      return request.inputs.get(index);
    }

    void answer(float[] vector) {
      request.vectors[index] = vector;
      request.answered++;
      if (request.answered == request.vectors.length) {
        request.answer.complete(Arrays.asList(request.vectors));
      }
    }
  }
}

package dev.imagespace.encode;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * One caller's way through a batcher. Closing it takes back what was not run. Not thread-safe: of
 * the caller's thread.
 */
final class BatchCall<T> implements AutoCloseable {
  private final MicroBatcher<T> batcher;
  private final List<Request<T>> unanswered = new ArrayList<>();
  private int expected;

  /**
   * Enters.
   *
   * @param expected inputs, of which any may turn out to be {@link #miss missing}
   */
  BatchCall(MicroBatcher<T> batcher, int expected) {
    this.batcher = batcher;
    this.expected = expected;
    batcher.enter(expected);
  }

  /** So many inputs of those that were expected do not come. */
  void miss(int inputs) {
    expected -= inputs;
    batcher.miss(inputs);
  }

  /**
   * Puts inputs into the queue, and waits for nothing but room in it.
   *
   * @throws dev.imagespace.execution.NetworkBusyException if there is none in time
   * @throws java.util.concurrent.CancellationException if the caller is interrupted
   * @throws IllegalStateException if the model is closed
   */
  Request<T> submit(Collection<T> inputs) {
    Request<T> request = new Request<>(inputs);
    unanswered.add(request);
    batcher.submit(request);
    expected -= inputs.size();
    return request;
  }

  /**
   * The vectors of the inputs, in their order.
   *
   * @throws RuntimeException as {@link #submit}, or why the network failed
   */
  List<float[]> await(Request<T> request) {
    List<float[]> vectors = batcher.await(request);
    unanswered.remove(request);
    return vectors;
  }

  @Override
  public void close() {
    batcher.leave(unanswered, expected);
  }
}

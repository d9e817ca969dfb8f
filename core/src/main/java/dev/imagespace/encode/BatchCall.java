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

  /** Inputs that are still to come. */
  private int rest;

  /** Whether the batcher counts on the rest: not before it has seen that inputs do come. */
  private boolean announced;

  /**
   * Enters.
   *
   * @param inputs that will be submitted, or turn out to be {@link #miss missing}
   */
  BatchCall(MicroBatcher<T> batcher, int inputs) {
    this.batcher = batcher;
    this.rest = inputs;
    batcher.enter();
  }

  /** So many of the inputs do not come. */
  void miss(int inputs) {
    rest -= inputs;
    if (announced) {
      batcher.expect(-inputs);
    }
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
    rest -= inputs.size();
    int more = announced ? -inputs.size() : rest;
    announced = true;
    batcher.submit(request, more);
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
    batcher.leave(unanswered, announced ? rest : 0);
  }
}

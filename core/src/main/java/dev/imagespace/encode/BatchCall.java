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

  BatchCall(MicroBatcher<T> batcher) {
    this.batcher = batcher;
    batcher.enter();
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
    batcher.leave(unanswered);
  }
}

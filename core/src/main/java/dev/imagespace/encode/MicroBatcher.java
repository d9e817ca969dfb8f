package dev.imagespace.encode;

import dev.imagespace.encode.Request.Item;
import dev.imagespace.execution.Batching;
import dev.imagespace.execution.NetworkBusyException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gathers what concurrent callers want from one network into batches. A batch is what has come
 * while others ran: who finds the network idle is run at once, alone.
 *
 * <p>Requests give one input each in turn, so that a small one never waits for all of a large one,
 * and the one that has waited longest is in every batch. Callers wait on conditions and futures
 * alone, so that a virtual thread gives its carrier back meanwhile. A batch that fails is told to
 * all who had a part in it, and to nobody else. Thread-safe.
 */
final class MicroBatcher<T> implements AutoCloseable {
  private final BatchedNetwork<T> network;
  private final Batching limits;
  private final Sharing sharing;
  private final RunPlan plan;

  private final ReentrantLock lock = new ReentrantLock(true);
  private final Condition room = lock.newCondition();
  private final Condition arrivals = lock.newCondition();

  /** Who had a turn goes to the end. */
  private final Deque<Request<T>> waiting = new ArrayDeque<>();

  /** Callers that are inside, and not waiting: they will want something. */
  private int coming;

  private boolean closed;

  MicroBatcher(BatchedNetwork<T> network, Batching limits, Runs runs) {
    this.network = network;
    this.limits = limits;
    this.sharing = runs.sharing();
    this.plan =
        new RunPlan(
            sharing,
            wanted -> runs.atOnce(wanted, this::awaitCompany, share -> runBatch(share, false)),
            () -> runs.beside(this::awaitCompany, share -> runBatch(share, true)));
  }

  /** Runs an input alone, and then on every processor, as engines may load something for either. */
  void warmUp(T input) {
    run(List.of(input));
    if (sharing.isForOneRun(1)) {
      run(Collections.nCopies(sharing.most(), input));
    }
  }

  /** The vectors of inputs that are all there, in their order. */
  List<float[]> run(List<T> inputs) {
    try (BatchCall<T> call = new BatchCall<>(this, inputs.size())) {
      return call.await(call.submit(inputs));
    }
  }

  void enter() {
    locked(() -> coming++);
  }

  /** So many inputs more will be submitted, or fewer. */
  void expect(int more) {
    locked(() -> plan.expect(more));
  }

  /**
   * Takes back what was not run.
   *
   * @param missed inputs that were expected and do not come
   */
  void leave(Collection<Request<T>> unanswered, int missed) {
    locked(
        () -> {
          coming--;
          plan.expect(-missed);
          waiting.removeAll(unanswered);
          room.signalAll();
          arrivals.signalAll();
        });
  }

  void submit(Request<T> request, int more) {
    locked(
        () -> {
          plan.expect(more);
          awaitRoom(request);
          waiting.add(request);
          arrivals.signalAll();
          plan.begin(inputsWaiting());
        });
  }

  private void awaitRoom(Request<T> request) {
    while (!closed && inputsWaiting() >= limits.queue()) {
      long left = request.nanosLeft(limits.deadline());
      if (left <= 0) {
        throw busy("no room among the %d of 'imagespace.batching.queue'".formatted(limits.queue()));
      }
      try {
        long unused = room.awaitNanos(left);
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
    }
    if (closed) {
      throw new IllegalStateException("The model is closed");
    }
  }

  private int inputsWaiting() {
    return waiting.stream().mapToInt(Request::waiting).sum();
  }

  List<float[]> await(Request<T> request) {
    locked(
        () -> {
          coming--;
          arrivals.signalAll();
        });
    try {
      return answer(request);
    } finally {
      enter();
    }
  }

  private List<float[]> answer(Request<T> request) {
    while (true) {
      try {
        return request.answer().get(patience(request), TimeUnit.NANOSECONDS);
      } catch (TimeoutException e) {
        withdrawIfLate(request);
      } catch (InterruptedException e) {
        throw interrupted(e);
      } catch (ExecutionException e) {
        throw told(e);
      }
    }
  }

  /** What runs is waited for to its end, which is near, and cannot be had earlier. */
  private long patience(Request<T> request) {
    lock.lock();
    try {
      return request.waiting() == 0 ? Long.MAX_VALUE : request.nanosLeft(limits.deadline());
    } finally {
      lock.unlock();
    }
  }

  private void withdrawIfLate(Request<T> request) {
    locked(
        () -> {
          boolean late = request.nanosLeft(limits.deadline()) <= 0;
          if (late && waiting.remove(request)) {
            room.signalAll();
            arrivals.signalAll();
            throw busy("no turn, with %d others waiting".formatted(inputsWaiting()));
          }
        });
  }

  /** Runs what waits, and says what is to be told of it. */
  private Runnable runBatch(Share share, boolean wasQueued) {
    List<Item<T>> batch = next(wasQueued);
    Runnable outcome = outcome(batch, share);
    return () ->
        locked(
            () -> {
              try {
                outcome.run();
              } finally {
                plan.ended();
                plan.begin(inputsWaiting());
              }
            });
  }

  private Runnable outcome(List<Item<T>> batch, Share share) {
    if (batch.isEmpty()) {
      return () -> {};
    }
    try {
      List<float[]> vectors = network.run().apply(batch.stream().map(Item::input).toList(), share);
      return () -> tell(batch, vectors);
    } catch (RuntimeException | Error e) {
      return () -> batch.forEach(item -> fail(item.request(), e));
    }
  }

  private void tell(List<Item<T>> batch, List<float[]> vectors) {
    for (int i = 0; i < batch.size(); i++) {
      batch.get(i).answer(vectors.get(i));
    }
  }

  private List<Item<T>> next(boolean wasQueued) {
    lock.lock();
    try {
      List<Item<T>> batch = gather(Math.min(plan.take(wasQueued), network.size()));
      room.signalAll();
      return batch;
    } finally {
      lock.unlock();
    }
  }

  /** Those who are waited for may need the processors that the run will take. */
  private void awaitCompany() {
    lock.lock();
    try {
      int enough = Math.min(network.size(), limits.queue());
      while (coming > 0 && !waiting.isEmpty() && inputsWaiting() < enough) {
        long left = waiting.element().nanosLeft(limits.maxWait());
        if (left <= 0) {
          return;
        }
        long unused = arrivals.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // A run is not interrupted by callers; whoever did it wants it to go on.
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private List<Item<T>> gather(int most) {
    if (waiting.isEmpty()) {
      return List.of();
    }
    List<Item<T>> batch = new ArrayList<>();
    T first = waiting.element().next();
    boolean more = true;
    while (more) {
      more = false;
      for (Request<T> request : waiting) {
        if (batch.size() < most
            && request.waiting() > 0
            && network.runTogether(first, request.next())) {
          batch.add(request.take());
          more = true;
        }
      }
    }
    List<Request<T>> served = batch.stream().map(Item::request).distinct().toList();
    waiting.removeAll(served);
    served.stream().filter(request -> request.waiting() > 0).forEach(waiting::add);
    return batch;
  }

  private void fail(Request<T> request, Throwable cause) {
    if (waiting.remove(request)) {
      room.signalAll();
    }
    request.answer().completeExceptionally(cause);
  }

  /** Tells those that wait; what runs goes on to its end. */
  @Override
  public void close() {
    locked(
        () -> {
          closed = true;
          IllegalStateException cause = new IllegalStateException("The model is closed");
          List.copyOf(waiting).forEach(request -> fail(request, cause));
          room.signalAll();
          arrivals.signalAll();
        });
  }

  private void locked(Runnable work) {
    lock.lock();
    try {
      work.run();
    } finally {
      lock.unlock();
    }
  }

  private NetworkBusyException busy(String what) {
    return new NetworkBusyException(
        "%s got %s, within %d ms. Raise 'imagespace.batching.deadline', or ask for less at a time."
            .formatted(network.inputs(), what, limits.deadline().toMillis()));
  }

  private CancellationException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return cancelled("Interrupted while %s waited".formatted(network.inputs()), cause);
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
}

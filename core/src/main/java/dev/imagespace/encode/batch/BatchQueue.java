package dev.imagespace.encode.batch;

import dev.imagespace.encode.batch.BatchCall.Input;
import dev.imagespace.event.BatchRun;
import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.execution.Batching;
import dev.imagespace.execution.NetworkBusyException;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.load.Processors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What concurrent callers want from one network. A batch is what has come while others ran: who
 * finds the network idle is run at once, alone.
 *
 * <p>Calls give one input each in turn, so that a small one never waits for all of a large one, and
 * the one that has waited longest is in the next batch. None may have more inputs in the queue than
 * there is room left, so that a newcomer finds some. A batch that fails is told to all who had a
 * part in it, and to nobody else. Thread-safe.
 */
public final class BatchQueue<T> implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BatchQueue.class);

  private static final String GOES_ON = "A worker goes on after a failure that is not of a network";

  /** The network. Thread-safe. */
  public interface Network<T> {
    /** The vector of each, in order; on all processors, or on the part of a run beside others. */
    List<float[]> run(List<T> inputs, boolean onAllProcessors);
  }

  private final Towers tower;
  private final int size;
  private final ToIntFunction<T> length;
  private final Network<T> network;
  private final Batching limits;
  private final Parallelism parallelism;
  private final Processors processors;
  private final Processors.Caller caller = new Processors.Caller(Duration.ZERO);
  private final ExecutorService workers;
  private final @Nullable ImageSpaceListener listener;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition room = lock.newCondition();

  private final RoundRobin<T> waiting = new RoundRobin<>();

  /** Whether a worker is on its way to inputs; it may still have to wait for a processor. */
  private boolean starting;

  /** Runs that have taken their inputs. One on all processors counts as all that there may be. */
  private int running;

  private boolean closed;

  /**
   * Empty.
   *
   * @param tower the network, {@link Towers#IMAGE} or {@link Towers#TEXT}
   * @param size inputs that it takes at once
   * @param length of an input; in a batch, all are padded to the longest
   */
  public BatchQueue(
      Towers tower,
      int size,
      ToIntFunction<T> length,
      Network<T> network,
      Batching limits,
      Workers workers) {
    this.tower = tower;
    this.size = size;
    this.length = length;
    this.network = network;
    this.limits = limits;
    this.parallelism = workers.parallelism();
    this.processors = workers.processors();
    this.listener = workers.listener();
    this.workers = workers.start();
  }

  /** Runs an input alone, and then on every processor, as engines may load something for either. */
  public void warmUp(T input) {
    run(List.of(input));
    if (parallelism.isForOneRun(1)) {
      run(Collections.nCopies(parallelism.most(), input));
    }
  }

  /** The vectors of inputs that are all there, in their order. */
  List<float[]> run(List<T> values) {
    try (BatchCall<T> call = new BatchCall<>(this)) {
      return call.await(call.submit(values, false));
    }
  }

  int length(T value) {
    return length.applyAsInt(value);
  }

  /** Puts inputs of a call at the end, one after the other, as there is room. */
  void submit(BatchCall<T> call, List<Input<T>> some, boolean moreFollow) {
    lock.lock();
    try {
      call.moreFollow(moreFollow);
      for (Input<T> input : some) {
        awaitRoom(call);
        waiting.add(input);
      }
      startWorker();
    } finally {
      lock.unlock();
    }
  }

  /** A call that has little waiting goes before one that has much. The lock is held. */
  private void awaitRoom(BatchCall<T> call) {
    call.beginWait();
    while (!closed && call.waiting().size() >= limits.queue() - waiting.size()) {
      startWorker();
      long left = call.nanosLeft(limits.deadline());
      if (left <= 0) {
        throw busy("no room among the %d of 'imagespace.batching.queue'".formatted(limits.queue()));
      }
      try {
        long unused = room.awaitNanos(left);
      } catch (InterruptedException e) {
        throw BatchCall.interrupted(inputs(), e);
      }
    }
    if (closed) {
      throw closed();
    }
    call.requireNoFailure();
  }

  /**
   * How long an input may still wait for its turn; what has it is waited for to its end.
   *
   * @throws NetworkBusyException if its time is over; its call waits no more then
   */
  long patience(Input<T> input) {
    lock.lock();
    try {
      BatchCall<T> call = input.call();
      if (!call.waiting().contains(input)) {
        return Long.MAX_VALUE;
      }
      long left = call.nanosLeft(limits.deadline());
      if (left <= 0) {
        withdraw(call);
        throw busy("no turn, with %d others waiting".formatted(waiting.size()));
      }
      return left;
    } finally {
      lock.unlock();
    }
  }

  /** Takes back what was not run. */
  void withdraw(BatchCall<T> call) {
    lock.lock();
    try {
      waiting.remove(call);
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Sees to it that what waits is run. The lock is held. */
  private void startWorker() {
    if (!wantsWorker()) {
      return;
    }
    try {
      workers.execute(new Worker());
      starting = true;
    } catch (RuntimeException | Error e) {
      if (running == 0) {
        throw e;
      }
      log.warn("No further thread for a network could be started; those that there are go on", e);
    }
  }

  private boolean wantsWorker() {
    return waiting.size() > 0 && !starting && running < parallelism.most();
  }

  /** Takes, runs and tells batch after batch, until nothing waits that no other worker takes. */
  private final class Worker implements Runnable {
    private final List<Input<T>> batch = new ArrayList<>(size);
    private boolean onAll;
    private boolean took;

    /** When it took the batch. */
    private long since;

    @Override
    public void run() {
      boolean goesOn = true;
      while (goesOn) {
        List<float[]> vectors = List.of();
        Throwable failure = null;
        try {
          vectors = compute();
        } catch (Throwable e) {
          failure = e;
        }
        goesOn = end(vectors, failure);
      }
    }

    /** The processors are given back before anybody is told: who is told may need them. */
    private List<float[]> compute() {
      Processors.Turn turn = awaitProcessors();
      try {
        take();
        return vectors();
      } finally {
        turn.close();
      }
    }

    /** Few inputs get all processors, unless somebody else needs some. */
    private Processors.Turn awaitProcessors() {
      lock.lock();
      try {
        onAll =
            running == 0
                && !waiting.moreFollow()
                && parallelism.isForOneRun(waiting.size())
                && !processors.runNetworks()
                && !processors.areWaitedFor();
      } finally {
        lock.unlock();
      }
      return processors.takeForNetwork(caller, onAll ? parallelism.all() : parallelism.part());
    }

    /**
     * Takes its share of what waits, and calls another worker for the rest. What is only a
     * beginning is not shared out: a network is slower with small batches.
     */
    private void take() {
      lock.lock();
      try {
        starting = false;
        took = true;
        running += runs();
        boolean full = onAll || waiting.moreFollow();
        waiting.take(batch, full ? size : Math.min(size, parallelism.share(waiting.size())));
        room.signalAll();
        startWorker();
        since = System.nanoTime();
      } finally {
        lock.unlock();
      }
    }

    private int runs() {
      return onAll ? parallelism.most() : 1;
    }

    private List<float[]> vectors() {
      if (batch.isEmpty()) {
        return List.of();
      }
      List<float[]> rows = network.run(batch.stream().map(Input::value).toList(), onAll);
      if (rows.size() != batch.size() || rows.stream().anyMatch(Objects::isNull)) {
        throw new IllegalStateException(
            "The network did not give a vector for each of %d inputs".formatted(batch.size()));
      }
      return rows;
    }

    private void report(@Nullable Throwable failure) {
      if (listener == null || batch.isEmpty()) {
        return;
      }
      try {
        Duration ran = Duration.ofNanos(System.nanoTime() - since);
        long waited = batch.stream().mapToLong(input -> since - input.since()).max().orElse(0);
        listener.batchRun(
            new BatchRun(tower, batch.size(), Duration.ofNanos(waited), ran, failure));
      } catch (RuntimeException | Error e) {
        log.error(GOES_ON, e);
      }
    }

    /** Ends the batch. Returns whether this worker is to run another one. */
    private boolean end(List<float[]> vectors, @Nullable Throwable failure) {
      report(failure);
      lock.lock();
      try {
        tell(vectors, failure);
        running -= took ? runs() : 0;
        starting &= took;
        took = false;
        batch.clear();
        boolean goesOn = wantsWorker();
        starting |= goesOn;
        return goesOn;
      } finally {
        lock.unlock();
      }
    }

    private void tell(List<float[]> vectors, @Nullable Throwable failure) {
      try {
        if (failure == null) {
          for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().complete(vectors.get(i));
          }
        } else {
          batch.forEach(input -> input.answer().completeExceptionally(failure));
          affected().forEach(call -> fail(call, failure));
        }
      } catch (RuntimeException | Error e) {
        log.error(GOES_ON, e);
      }
    }

    /** Where not even a batch could be made, there will be none for the others either. */
    private List<BatchCall<T>> affected() {
      return batch.isEmpty()
          ? waiting.calls()
          : batch.stream().map(Input::call).distinct().toList();
    }
  }

  /** What is left of a call that failed is not run. */
  private void fail(BatchCall<T> call, Throwable cause) {
    call.fail(cause);
    withdraw(call);
  }

  /** Tells those that wait; what runs goes on to its end. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      waiting.calls().forEach(call -> fail(call, closed()));
      room.signalAll();
    } finally {
      lock.unlock();
    }
    workers.shutdown();
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("The model is closed");
  }

  /** Inputs that wait for their turn. */
  public int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  /** What the network reads, for messages. */
  String inputs() {
    return tower == Towers.IMAGE ? "Pictures" : "Texts";
  }

  public NetworkBusyException busy(String what) {
    return new NetworkBusyException(
        "%s got %s, within %d ms. Raise 'imagespace.batching.deadline', or ask for less at a time."
            .formatted(inputs(), what, limits.deadline().toMillis()));
  }
}

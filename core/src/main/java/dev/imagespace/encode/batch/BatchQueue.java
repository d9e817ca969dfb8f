package dev.imagespace.encode.batch;

import dev.imagespace.encode.batch.BatchCall.Input;
import dev.imagespace.execution.Batching;
import dev.imagespace.execution.NetworkBusyException;
import dev.imagespace.image.Processors;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

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

  /** Padding that costs less than a batch of one's own. */
  private static final int PADDING = 8;

  /** The network. Thread-safe. */
  public interface Network<T> {
    /** The vector of each, in order; on all processors, or on the part of a run beside others. */
    List<float[]> run(List<T> inputs, boolean onAllProcessors);
  }

  private final String inputs;
  private final int size;
  private final ToIntFunction<T> length;
  private final Network<T> network;
  private final Batching limits;
  private final Workers workers;
  private final Parallelism parallelism;
  private final Processors processors;
  private final Processors.Caller caller = new Processors.Caller(Duration.ZERO);

  private final ReentrantLock lock;
  private final Condition room;

  /** Those of which inputs wait. Who had a turn goes to the end. */
  private final Deque<BatchCall<T>> calls = new ArrayDeque<>();

  private int waiting;

  /** Inputs that callers will submit, by what they say. */
  private int expected;

  /** Inputs that each run may take. */
  private int each;

  /** Runs that have begun and have not ended. */
  private int begun;

  /** Of those, the ones that have not taken their inputs yet. */
  private int starting;

  /** Of those in turn, the ones that wait for a processor. */
  private int queued;

  /** Whether a run has all processors. */
  private boolean alone;

  private boolean closed;

  /**
   * Empty.
   *
   * @param inputs what the network reads, for messages: "Pictures" or "Texts"
   * @param size inputs that it takes at once
   * @param length of an input; in a batch, all are padded to the longest
   */
  public BatchQueue(
      String inputs,
      int size,
      ToIntFunction<T> length,
      Network<T> network,
      Batching limits,
      Workers workers) {
    this.inputs = inputs;
    this.size = size;
    this.length = length;
    this.network = network;
    this.limits = limits;
    this.workers = workers;
    this.parallelism = workers.parallelism();
    this.processors = workers.processors();
    this.lock = workers.lock();
    this.room = lock.newCondition();
    workers.serve(this);
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
    try (BatchCall<T> call = new BatchCall<>(this, values.size())) {
      return call.await(call.submit(values));
    }
  }

  int length(T value) {
    return length.applyAsInt(value);
  }

  /** So many inputs more will be submitted, or fewer. */
  void expect(int more) {
    workers.locked(() -> expected += more);
  }

  /**
   * Puts inputs of a call at the end, one after the other, as there is room.
   *
   * @param more inputs that will follow, or fewer than was said before
   */
  void submit(BatchCall<T> call, List<Input<T>> some, int more) {
    workers.locked(
        () -> {
          expected += more;
          for (Input<T> input : some) {
            awaitRoom(call);
            if (call.waiting().isEmpty()) {
              calls.add(call);
            }
            call.waiting().add(input);
            waiting++;
          }
          beginRuns();
        });
  }

  /** A call that has little waiting goes before one that has much. */
  private void awaitRoom(BatchCall<T> call) {
    call.beginWait();
    while (!closed && call.waiting().size() >= limits.queue() - waiting) {
      beginRuns();
      long left = call.nanosLeft(limits.deadline());
      if (left <= 0) {
        throw busy("no room among the %d of 'imagespace.batching.queue'".formatted(limits.queue()));
      }
      try {
        long unused = room.awaitNanos(left);
      } catch (InterruptedException e) {
        throw BatchCall.interrupted(inputs, e);
      }
    }
    if (closed) {
      throw closed();
    }
    call.requireNoFailure();
  }

  /** How long an input may still wait for its turn; what has it is waited for to its end. */
  long patience(Input<T> input) {
    lock.lock();
    try {
      return input.call().waiting().contains(input)
          ? input.call().nanosLeft(limits.deadline())
          : Long.MAX_VALUE;
    } finally {
      lock.unlock();
    }
  }

  void refuseIfLate(BatchCall<T> call) {
    workers.locked(
        () -> {
          if (!call.waiting().isEmpty() && call.nanosLeft(limits.deadline()) <= 0) {
            withdraw(call);
            throw busy("no turn, with %d others waiting".formatted(waiting));
          }
        });
  }

  /**
   * Takes back what was not run.
   *
   * @param missed inputs that were expected and do not come
   */
  void leave(BatchCall<T> call, int missed) {
    workers.locked(
        () -> {
          expected -= missed;
          withdraw(call);
        });
  }

  private void withdraw(BatchCall<T> call) {
    waiting -= call.waiting().size();
    call.waiting().clear();
    calls.remove(call);
    room.signalAll();
  }

  /** Whether a worker is to run a batch now. The lock is held, here and where that says so. */
  boolean wantsRun() {
    return waiting > starting && !alone && begun < parallelism.most();
  }

  private void beginRuns() {
    shareOut();
    if (wantsRun()) {
      workers.summon();
    }
  }

  /**
   * Begins a run: at once where nobody computes for this network, whoever else does, else when a
   * processor is free. Few inputs get all processors, unless somebody else needs some. The lock is
   * held.
   */
  Run begin() {
    boolean first = begun == queued;
    boolean all =
        begun == 0
            && parallelism.isForOneRun(waiting + expected)
            && !processors.runNetworks()
            && !processors.areWaitedFor();
    Processors.Turn turn =
        first ? processors.takeAtOnce(all ? parallelism.all() : parallelism.part()) : null;
    Run run = new Run(turn, all && turn != null, first && queued == 0);
    alone = run.all;
    begun++;
    starting++;
    queued += turn == null ? 1 : 0;
    return run;
  }

  /** One batch: begun, computed, and ended. */
  final class Run implements Workers.Run {
    private final Processors.@Nullable Turn atOnce;
    private final boolean all;
    private final boolean next;
    private final List<Input<T>> batch = new ArrayList<>(size);
    private boolean starts = true;
    private List<float[]> vectors = List.of();
    private @Nullable Throwable failure;

    private Run(Processors.@Nullable Turn atOnce, boolean all, boolean next) {
      this.atOnce = atOnce;
      this.all = all;
      this.next = next;
    }

    @Override
    public void compute() {
      try {
        takeAndRun(
            atOnce == null
                ? processors.takeUninterruptibly(caller, parallelism.part(), next)
                : atOnce);
      } catch (Throwable e) {
        failure = e;
      }
    }

    private void takeAndRun(Processors.Turn turn) {
      try {
        take();
        vectors = batch.isEmpty() ? List.of() : run();
      } finally {
        turn.close();
      }
    }

    private void take() {
      workers.locked(
          () -> {
            started();
            gather(batch, Math.min(size, all ? waiting : each));
          });
    }

    private void started() {
      if (starts) {
        starts = false;
        starting--;
        queued -= atOnce == null ? 1 : 0;
      }
    }

    private List<float[]> run() {
      List<float[]> rows = network.run(batch.stream().map(Input::value).toList(), all);
      if (rows.size() != batch.size() || rows.stream().anyMatch(Objects::isNull)) {
        throw new IllegalStateException(
            "The network did not give a vector for each of %d inputs".formatted(batch.size()));
      }
      return rows;
    }

    /** Tells those who wait for it. The processors are free again: who is told may need them. */
    @Override
    public void end() {
      try {
        if (failure == null) {
          for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().complete(vectors.get(i));
          }
        } else {
          tell(failure);
        }
      } finally {
        started();
        begun--;
        alone = false;
        shareOut();
      }
    }

    private void tell(Throwable cause) {
      // Where not even a batch could be made, there will be none for the others either.
      List<BatchCall<T>> affected =
          batch.isEmpty()
              ? List.copyOf(calls)
              : batch.stream().map(Input::call).distinct().toList();
      batch.forEach(input -> input.answer().completeExceptionally(cause));
      affected.forEach(call -> fail(call, cause));
    }
  }

  /**
   * So that all end together: runs that may begin get equal parts of all there is to do, and leave
   * half as much for each of those that are on their way, which are half done by the look of it.
   */
  private void shareOut() {
    int computing = begun - starting;
    int beginning = Math.max(1, Math.min(parallelism.most() - computing, waiting));
    int parts = 2 * beginning + computing;
    each = Math.max(1, (2 * (waiting + expected) + parts - 1) / parts);
  }

  /** Each call gives one in turn, as far as their lengths go together with that of the first. */
  private void gather(List<Input<T>> batch, int most) {
    boolean more = true;
    while (more) {
      more = false;
      for (BatchCall<T> call : calls) {
        Input<T> next = call.waiting().peek();
        if (next != null && batch.size() < most && runTogether(batch, next)) {
          batch.add(call.take());
          waiting--;
          more = true;
        }
      }
    }
    List<BatchCall<T>> served = batch.stream().map(Input::call).distinct().toList();
    calls.removeAll(served);
    served.stream().filter(call -> !call.waiting().isEmpty()).forEach(calls::add);
    room.signalAll();
  }

  private static <T> boolean runTogether(List<Input<T>> batch, Input<T> next) {
    return batch.isEmpty() || Math.abs(batch.get(0).length() - next.length()) <= PADDING;
  }

  /** What is left of a call that failed is not run. */
  private void fail(BatchCall<T> call, Throwable cause) {
    call.fail(cause);
    withdraw(call);
  }

  /** Tells those that wait; what runs goes on to its end. */
  @Override
  public void close() {
    workers.locked(
        () -> {
          closed = true;
          List.copyOf(calls).forEach(call -> fail(call, closed()));
          room.signalAll();
        });
  }

  private static IllegalStateException closed() {
    return new IllegalStateException("The model is closed");
  }

  String inputs() {
    return inputs;
  }

  public NetworkBusyException busy(String what) {
    return new NetworkBusyException(
        "%s got %s, within %d ms. Raise 'imagespace.batching.deadline', or ask for less at a time."
            .formatted(inputs, what, limits.deadline().toMillis()));
  }
}

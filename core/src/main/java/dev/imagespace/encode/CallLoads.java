package dev.imagespace.encode;

import dev.imagespace.encode.batch.BatchCall;
import dev.imagespace.execution.Outcome;
import dev.imagespace.image.ImageSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * The sources of one call on their way to pixels, handed on as they come: what is long in coming
 * holds nobody else. Closing this stops what is still on its way. Not thread-safe: of the caller's
 * thread.
 */
final class CallLoads implements AutoCloseable {
  private final Function<ImageSource, Outcome<float[]>> load;
  private final ExecutorService threads;
  private final Lane here;
  private final Lane remote;
  private final Runnable end;
  private final Executor caller;
  private final BiConsumer<ImageSource, Outcome<float[]>> arrived;
  private final Map<ImageSource, Load> running = new HashMap<>();
  private boolean several;
  private int left;

  /**
   * Nothing is loaded yet.
   *
   * @param threads as many as there are loads
   * @param mostHere loads that are no matter of the network, at a time
   * @param mostRemote loads that are
   * @param end is run when this is closed
   * @param caller runs on the caller's thread what loaders give it
   * @param arrived takes each source, and what became of it, on the caller's thread
   */
  CallLoads(
      Function<ImageSource, Outcome<float[]>> load,
      ExecutorService threads,
      IntSupplier mostHere,
      IntSupplier mostRemote,
      Runnable end,
      Executor caller,
      BiConsumer<ImageSource, Outcome<float[]>> arrived) {
    this.load = load;
    this.threads = threads;
    this.here = new Lane(mostHere);
    this.remote = new Lane(mostRemote);
    this.end = end;
    this.caller = caller;
    this.arrived = arrived;
  }

  /** Adds a source, which equals none of those that are on their way. */
  void add(ImageSource source) {
    lane(source).waiting.add(source);
    several |= left > 0;
    left++;
  }

  /** Whether all were handed on. */
  boolean isEmpty() {
    return left == 0;
  }

  /**
   * Starts as many loads as may be under way. A call of a single source loads it here and now.
   *
   * @throws IllegalStateException if closed
   */
  void start() {
    if (left == 1 && !several) {
      several = true;
      ImageSource source = (here.waiting.isEmpty() ? remote : here).waiting.remove();
      Outcome<float[]> loaded = load.apply(source);
      left--;
      arrived.accept(source, loaded);
    } else {
      here.start();
      remote.start();
    }
  }

  private Lane lane(ImageSource source) {
    return source.isRemote() ? remote : here;
  }

  private void arrive(Load loaded) {
    running.remove(loaded.source);
    lane(loaded.source).loading--;
    left--;
    arrived.accept(loaded.source, loaded.result());
  }

  @Override
  public void close() {
    running.values().forEach(each -> each.cancel(true));
    end.run();
  }

  /** Sources of one kind, in order. */
  private final class Lane {
    private final IntSupplier most;
    private final Deque<ImageSource> waiting = new ArrayDeque<>();
    private int loading;

    Lane(IntSupplier most) {
      this.most = most;
    }

    void start() {
      while (!waiting.isEmpty() && loading < most.getAsInt()) {
        Load next = new Load(waiting.remove());
        try {
          threads.execute(next);
        } catch (RejectedExecutionException e) {
          throw PictureLoads.closed(e);
        }
        running.put(next.source, next);
        loading++;
      }
    }
  }

  /** One source on a thread of its own. */
  private final class Load extends FutureTask<Outcome<float[]>> {
    private final ImageSource source;

    Load(ImageSource source) {
      super(() -> load.apply(source));
      this.source = source;
    }

    @Override
    protected void done() {
      caller.execute(() -> arrive(this));
    }

    /** Of a load that has ended. */
    Outcome<float[]> result() {
      try {
        return get();
      } catch (InterruptedException e) {
        throw PictureLoads.cancelled(e);
      } catch (ExecutionException e) {
        throw BatchCall.told(e);
      }
    }
  }
}

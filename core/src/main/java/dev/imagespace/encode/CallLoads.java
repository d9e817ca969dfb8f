package dev.imagespace.encode;

import dev.imagespace.encode.PictureLoads.Loaded;
import dev.imagespace.encode.batch.BatchCall;
import dev.imagespace.image.ImageSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The sources of one call on their way to pixels, handed on as they come: what is long in coming
 * holds nobody else. A single one is loaded on its caller's thread. Closing this stops what is
 * still on its way. Not thread-safe: of the caller's thread.
 */
final class CallLoads implements AutoCloseable {

  /** A source, and what became of it. */
  record Arrived(ImageSource source, Loaded loaded) {}

  private final Function<ImageSource, Loaded> load;
  private final CompletionService<Arrived> threads;
  private final Runnable end;
  private final Lane here;
  private final Lane remote;
  private final List<Future<Arrived>> running = new ArrayList<>();
  private final boolean single;
  private int left;

  /**
   * Nothing is loaded yet.
   *
   * @param threads as many as there are loads
   * @param mostHere loads that are no matter of the network, at a time
   * @param mostRemote loads that are
   * @param end is run when this is closed
   */
  CallLoads(
      List<ImageSource> sources,
      Function<ImageSource, Loaded> load,
      ExecutorService threads,
      IntSupplier mostHere,
      IntSupplier mostRemote,
      Runnable end) {
    this.load = load;
    this.threads = new ExecutorCompletionService<>(threads);
    this.end = end;
    this.here = new Lane(mostHere);
    this.remote = new Lane(mostRemote);
    sources.forEach(source -> lane(source).waiting.add(source));
    this.single = sources.size() == 1;
    this.left = sources.size();
  }

  /** Whether all were handed on. */
  boolean isEmpty() {
    return left == 0;
  }

  /**
   * Waits for the next one of those that are left.
   *
   * @return null if none comes within this time
   * @throws java.util.concurrent.CancellationException if the caller is interrupted
   * @throws IllegalStateException if closed
   */
  @Nullable Arrived next(long nanos) {
    if (single) {
      ImageSource source = (here.waiting.isEmpty() ? remote : here).waiting.remove();
      left--;
      return new Arrived(source, load.apply(source));
    }
    try {
      here.start();
      remote.start();
      Future<Arrived> done = threads.poll(nanos, TimeUnit.NANOSECONDS);
      if (done == null) {
        return null;
      }
      left--;
      running.removeIf(Future::isDone);
      Arrived arrived = done.get();
      lane(arrived.source).loading--;
      return arrived;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw PictureLoads.cancelled(e);
    } catch (RejectedExecutionException e) {
      throw PictureLoads.closed(e);
    } catch (ExecutionException e) {
      throw BatchCall.told(e);
    }
  }

  private Lane lane(ImageSource source) {
    return source.isRemote() ? remote : here;
  }

  @Override
  public void close() {
    running.forEach(each -> each.cancel(true));
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
        ImageSource source = waiting.remove();
        running.add(threads.submit(() -> new Arrived(source, load.apply(source))));
        loading++;
      }
    }
  }
}

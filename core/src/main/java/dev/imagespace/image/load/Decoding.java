package dev.imagespace.image.load;

import dev.imagespace.bounds.Countdown;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.load.MemoryInFlight.Origin;
import dev.imagespace.pictures.decode.DecodeBudget;
import dev.imagespace.pictures.decode.PictureShape;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * One picture on its way through a decoder: how long it may still take, and the memory it counts
 * for. Held by whoever waits for the picture and by the thread that decodes it; the last one to
 * close it gives the memory back. Thread-safe.
 */
final class Decoding implements DecodeBudget, AutoCloseable {

  /** In which a header is read, whatever it says. */
  private static final long HEADER_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Of a decoder of any format and JDK. */
  private static final long NANOS_PER_PIXEL = 12;

  private final Countdown deadline;
  private final MemoryInFlight.Share memory;
  private final ToLongFunction<PictureShape> use;
  private final AtomicInteger holders = new AtomicInteger(1);
  private volatile boolean stopped;
  private volatile Processors.@Nullable Turn turn;

  /** Of a picture that is not used until it counts no more. */
  Decoding(Countdown deadline, MemoryInFlight.Share memory) {
    this(deadline, memory, shape -> 0);
  }

  /**
   * A picture that is used while it counts.
   *
   * @param use bytes that are allocated meanwhile
   */
  Decoding(Countdown deadline, MemoryInFlight.Share memory, ToLongFunction<PictureShape> use) {
    this.deadline = deadline;
    this.memory = memory;
    this.use = use;
  }

  Decoding retain() {
    holders.incrementAndGet();
    return this;
  }

  @Override
  public void close() {
    if (holders.decrementAndGet() == 0) {
      memory.close();
    }
  }

  Countdown deadline() {
    return deadline;
  }

  /** Waits until so many encoded bytes may be in memory. */
  void arrive(long bytes, Origin origin, String name) {
    memory.arriveTo(bytes, origin, deadline.nanosLeft(), name);
    deadline.restart();
  }

  /**
   * Waits for memory, and holds no processor meanwhile. Waiting for others is no fault of the
   * decoder: its time starts again afterwards.
   */
  @Override
  public void reserve(long bytes, String name) {
    Processors.Turn held = turn;
    long patience = deadline.nanosLeft();
    Runnable wait = () -> memory.growTo(bytes, patience, name);
    if (held == null) {
      wait.run();
    } else if (!waitedForOthers(
        () -> {
          if (!memory.growAtOnce(bytes)) {
            held.during(wait);
          }
        })) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.BUSY,
          name
              + ": given up while others had the memory and all processors, for longer than 'imagespace.batching.deadline'.");
    }
    deadline.restart();
  }

  /** Begins its time, on a processor that it gives up to others where it takes long. */
  void begin(Processors.Turn processor) {
    processor.expect(HEADER_NANOS);
    turn = processor;
    deadline.restart();
  }

  /**
   * What takes longer than a picture of its size should, or is larger than what most people have,
   * lets others go first.
   */
  @Override
  public void expect(long pixels) {
    Processors.Turn held = turn;
    if (held != null) {
      long nanos = HEADER_NANOS + pixels * NANOS_PER_PIXEL;
      held.expect(nanos > 2 * Processors.SLOW_NANOS ? 0 : nanos);
    }
  }

  /** Bytes that are allocated while such a picture is used. */
  @Override
  public long inUse(PictureShape shape) {
    return use.applyAsLong(shape);
  }

  /** From now on the decoder's input throws, and its reader is told to stop. */
  void stop() {
    stopped = true;
  }

  /**
   * Whether the decoder was told to end; what it made since then is not the whole picture. A
   * decoder that asks may be made to wait for others here.
   */
  @Override
  public boolean isStopped() {
    Processors.Turn held = turn;
    if (held != null && !stopped && held.isToGiveWay()) {
      if (!waitedForOthers(held::giveWay)) {
        stopped = true;
      }
    }
    if (deadline.hasPassed()) {
      stopped = true;
    }
    return stopped;
  }

  private interface Wait {
    void run() throws InterruptedException, TimeoutException;
  }

  /** Whether it has its processor again; its time stands still meanwhile. */
  private boolean waitedForOthers(Wait wait) {
    deadline.suspend();
    try {
      wait.run();
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      deadline.resume();
    }
  }
}

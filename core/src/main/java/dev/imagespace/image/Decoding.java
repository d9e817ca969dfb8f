package dev.imagespace.image;

import dev.imagespace.image.MemoryInFlight.Origin;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToLongFunction;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * One picture on its way through a decoder: how long it may still take, and the memory it counts
 * for. Held by whoever waits for the picture and by the thread that decodes it; the last one to
 * close it gives the memory back. Thread-safe.
 */
final class Decoding implements AutoCloseable {
  private final Deadline deadline;
  private final MemoryInFlight.Share memory;
  private final ToLongFunction<PictureShape> use;
  private final AtomicInteger holders = new AtomicInteger(1);
  private volatile boolean stopped;

  /** Of a picture that is not used until it counts no more. */
  Decoding(Deadline deadline, MemoryInFlight.Share memory) {
    this(deadline, memory, shape -> 0);
  }

  /**
   * A picture that is used while it counts.
   *
   * @param use bytes that are allocated meanwhile
   */
  Decoding(Deadline deadline, MemoryInFlight.Share memory, ToLongFunction<PictureShape> use) {
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

  Deadline deadline() {
    return deadline;
  }

  /** Waits until so many encoded bytes may be in memory. */
  void arrive(long bytes, Origin origin, String name) {
    memory.arriveTo(bytes, origin, deadline.nanosLeft(), name);
    deadline.restart();
  }

  /** Waiting for others is no fault of the decoder: its time starts again afterwards. */
  void reserve(long bytes, String name) {
    memory.growTo(bytes, deadline.nanosLeft(), name);
    deadline.restart();
  }

  /** Bytes that are allocated while such a picture is used. */
  long inUse(PictureShape shape) {
    return use.applyAsLong(shape);
  }

  /** From now on the decoder's input throws, and its reader is told to stop. */
  void stop() {
    stopped = true;
  }

  /** Whether the decoder was told to end; what it made since then is not the whole picture. */
  boolean isStopped() {
    if (deadline.hasPassed()) {
      stopped = true;
    }
    return stopped;
  }

  /** What a reader of the JDK gets to see, until the deadline. */
  ImageInputStream open(Excerpt excerpt) {
    // ImageIO.createImageInputStream may spill onto the disk, or copy all of it into memory.
    return new ExcerptInput(excerpt, this);
  }

  /** Stops a reader that computes for long without asking for input. */
  void watch(ImageReader reader) {
    reader.addIIOReadProgressListener(new StopReader(this));
  }
}

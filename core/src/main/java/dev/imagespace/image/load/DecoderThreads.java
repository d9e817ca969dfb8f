package dev.imagespace.image.load;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.DecodedImage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Daemon threads on which decoders run, each on a processor of its own, from the first byte of a
 * picture until it has been used. A decoder that does not end when its time is over loses its place
 * to the next picture; while too many of them spin, no further picture is decoded. Thread-safe.
 */
final class DecoderThreads {
  private static final Logger log = LoggerFactory.getLogger(DecoderThreads.class);

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), this::daemon);
  private final Processors processors;
  private final StuckDecoders stuck;

  DecoderThreads(int maxStuck, Processors processors) {
    this(new StuckDecoders(maxStuck, System::nanoTime), processors);
  }

  private DecoderThreads(StuckDecoders stuck, Processors processors) {
    this.stuck = stuck;
    this.processors = processors;
  }

  /** Others on those processors: decoders that do not end are counted together. */
  DecoderThreads on(Processors others) {
    return new DecoderThreads(stuck, others);
  }

  /** Decoders that are past their deadline and still run. */
  int stuck() {
    return stuck.count();
  }

  /** Starts this work, or other work that may take longer than one wants to wait. */
  void execute(Runnable work) {
    threads.execute(work);
  }

  /**
   * Decodes, for no longer than the deadline, and uses the picture on this thread.
   *
   * @param caller whose turn it is to have a processor
   */
  <T> T run(
      Supplier<DecodedImage> decoder,
      Function<? super DecodedImage, ? extends T> use,
      Decoding decoding,
      Processors.Caller caller,
      String name) {
    try (Processors.Turn turn = turn(decoding, caller, name)) {
      // Only now its time begins: the wait for a processor says nothing about the picture.
      decoding.begin(turn);
      return use.apply(await(start(decoder, decoding.retain()), decoding, name));
    }
  }

  private Processors.Turn turn(Decoding decoding, Processors.Caller caller, String name) {
    try {
      stuck.awaitFew(decoding.deadline().nanosLeft(), name);
      return processors.take(caller);
    } catch (TimeoutException e) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.BUSY,
          name
              + ": not decoded, since other callers had all processors for longer than 'imagespace.batching.deadline'. Ask for less at a time.",
          e);
    } catch (InterruptedException e) {
      throw Interruption.of(e, name);
    }
  }

  private CompletableFuture<DecodedImage> start(Supplier<DecodedImage> decoder, Decoding held) {
    try {
      return CompletableFuture.supplyAsync(
          () -> {
            try (held) {
              held.deadline().restart();
              return decoder.get();
            }
          },
          this::execute);
    } catch (RuntimeException | Error e) {
      // No thread is to be had.
      held.close();
      throw e;
    }
  }

  private DecodedImage await(
      CompletableFuture<DecodedImage> running, Decoding decoding, String name) {
    try {
      while (!decoding.deadline().hasPassed()) {
        try {
          return running.get(decoding.deadline().nanosLeft(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
          // The deadline may have been put off since.
        }
      }
      decoding.stop();
      return running.get(StuckDecoders.GRACE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      throw rethrown(e);
    } catch (TimeoutException e) {
      int count = stuck.leave(running, decoding.deadline());
      log.warn("{}: its decoder was left running; {} such", name, count);
      throw new ImageRejectedException(
          ImageRejectedException.Reason.TOO_SLOW,
          name + ": its decoder is past 'imagespace.image.deadline' and does not end.",
          e);
    } catch (InterruptedException e) {
      decoding.stop();
      stuck.leave(running, decoding.deadline());
      throw Interruption.of(e, name);
    }
  }

  private static RuntimeException rethrown(ExecutionException failure) {
    if (failure.getCause() instanceof Error error) {
      throw error;
    }
    return failure.getCause() instanceof RuntimeException cause
        ? cause
        : new IllegalStateException(failure);
  }

  private Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "imagespace-decoder");
    thread.setDaemon(true);
    return thread;
  }
}

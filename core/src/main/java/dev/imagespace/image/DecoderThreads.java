package dev.imagespace.image;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Daemon threads on which decoders run, each on a processor of its own, from the first byte of a
 * picture until it has been used. A decoder that does not end when its time is over loses its place
 * to the next picture; with too many of them spinning, no further picture is decoded. Thread-safe.
 */
final class DecoderThreads {
  private static final Logger log = LoggerFactory.getLogger(DecoderThreads.class);

  /** For a decoder to notice that it was stopped. */
  private static final long GRACE_MILLIS = 500;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), this::daemon);
  private final Processors processors;
  private final AtomicInteger stuck = new AtomicInteger();
  private final int maxStuck;

  DecoderThreads(int maxStuck, Processors processors) {
    this.maxStuck = maxStuck;
    this.processors = processors;
  }

  /** Decoders that are past their deadline and still run. */
  int stuck() {
    return stuck.get();
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
    if (stuck.get() >= maxStuck) {
      throw new ImageRejectedException(
          "%s: not decoded, since %d decoders are past their deadline and do not end; 'imagespace.image.max-stuck-decoders' is %d. Restart the application."
              .formatted(name, stuck.get(), maxStuck));
    }
    try (Processors.Turn turn = turn(caller, name)) {
      // Only now its time begins: the wait for a processor says nothing about the picture.
      decoding.begin(turn);
      return use.apply(await(start(decoder, decoding.retain()), decoding, name));
    }
  }

  private Processors.Turn turn(Processors.Caller caller, String name) {
    try {
      return processors.take(caller);
    } catch (TimeoutException e) {
      throw new ImageRejectedException(
          name
              + ": not decoded, since other callers had all processors for longer than 'imagespace.batching.deadline'. Ask for less at a time.",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ImageRejectedException(name + ": interrupted.", e);
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
      return running.get(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw rethrown(e);
    } catch (TimeoutException e) {
      leave(running, name);
      throw new ImageRejectedException(
          name + ": its decoder is past 'imagespace.image.deadline' and does not end.", e);
    } catch (InterruptedException e) {
      decoding.stop();
      leave(running, name);
      Thread.currentThread().interrupt();
      throw new ImageRejectedException(name + ": interrupted.", e);
    }
  }

  /** Counts a decoder for as long as it goes on with nobody waiting for it. */
  private void leave(CompletableFuture<DecodedImage> running, String name) {
    int count = stuck.incrementAndGet();
    log.warn("{}: its decoder was left running; {} such, {} allowed", name, count, maxStuck);
    var unused = running.whenComplete((image, failure) -> stuck.decrementAndGet());
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

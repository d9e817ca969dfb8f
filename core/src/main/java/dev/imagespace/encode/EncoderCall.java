package dev.imagespace.encode;

import dev.imagespace.execution.Outcome;
import java.util.List;

/**
 * The inputs of one caller on their way to vectors: while one is awaited, those that were added
 * after it are worked on. Closing a call ends what is still on its way. Not thread-safe: of the
 * caller's thread, whose interruption ends each wait with a {@link
 * java.util.concurrent.CancellationException}.
 */
public interface EncoderCall<I, O> extends AutoCloseable {

  /** An input that was added. */
  interface Pending<O> {

    /** Whether {@link #await} returns at once. */
    boolean isKnown();

    /**
     * Waits for the outcome.
     *
     * @throws RuntimeException why the network failed, which is no matter of a single input
     */
    Outcome<O> await();
  }

  /** Adds an input. One that equals another, not yet awaited, shares its outcome. */
  Pending<O> add(I input);

  /** Inputs not yet awaited that keep the network busy: to add more gains nothing. */
  int readAhead();

  @Override
  void close();

  /** The outcome of each of the inputs, in their order; closes this call. */
  default List<Outcome<O>> encode(List<I> inputs) {
    try (EncoderCall<I, O> call = this) {
      List<Pending<O>> pending = inputs.stream().map(call::add).toList();
      return pending.stream().map(Pending::await).toList();
    }
  }
}

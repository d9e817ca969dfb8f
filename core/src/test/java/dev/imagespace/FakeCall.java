package dev.imagespace;

import dev.imagespace.encode.EncoderCall;
import dev.imagespace.execution.Outcome;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** A call whose outcomes are known at once. */
final class FakeCall<I, O> implements EncoderCall<I, O> {
  static final int READ_AHEAD = 4;

  private final Function<I, Outcome<O>> encoder;
  private final List<I> encoded;
  private final Set<I> pending = new HashSet<>();
  private boolean closed;

  /**
   * A new one.
   *
   * @param encoded hears of each input that is encoded
   */
  FakeCall(Function<I, Outcome<O>> encoder, List<I> encoded) {
    this.encoder = encoder;
    this.encoded = encoded;
  }

  @Override
  public Pending<O> add(I input) {
    if (closed) {
      throw new IllegalStateException("added to a call that is closed");
    }
    if (pending.add(input)) {
      encoded.add(input);
    }
    return new Pending<>() {
      @Override
      public boolean isKnown() {
        return true;
      }

      @Override
      public Outcome<O> await() {
        pending.remove(input);
        return encoder.apply(input);
      }
    };
  }

  @Override
  public int readAhead() {
    return READ_AHEAD;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    if (closed) {
      throw new IllegalStateException("closed twice");
    }
    closed = true;
  }
}

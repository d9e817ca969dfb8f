package dev.imagespace.testing.hub;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;

/** How the bytes of a body reach the client, or do not. */
@FunctionalInterface
interface Delivery {
  int PIECE = 16 * 1024;

  void write(ByteBuffer body, OutputStream out) throws IOException;

  Delivery WHOLE =
      (body, out) -> {
        byte[] piece = new byte[PIECE];
        while (body.hasRemaining()) {
          int length = Math.min(PIECE, body.remaining());
          body.get(piece, 0, length);
          out.write(piece, 0, length);
        }
        out.flush();
      };

  /** Ends the connection after some bytes: with a reset, or as if all had been said. */
  static Delivery cut(int bytes, boolean reset) {
    return (body, out) -> {
      WHOLE.write(body.slice(0, Math.min(bytes, body.remaining())), out);
      throw new Cut(reset);
    };
  }

  /** A pace that real lines have, or worse; ends when the client or the server goes. */
  static Delivery slow(int bytesPerSecond) {
    return (body, out) -> {
      int piece = Math.max(1, Math.min(PIECE, bytesPerSecond / 20));
      long nanos = 1_000_000_000L * piece / bytesPerSecond;
      long next = System.nanoTime();
      while (body.hasRemaining()) {
        int length = Math.min(piece, body.remaining());
        WHOLE.write(body.slice(body.position(), length), out);
        body.position(body.position() + length);
        next += nanos;
        pause(next);
      }
    };
  }

  /** Nothing, until the server closes. */
  static void hang() throws IOException {
    pause(Long.MAX_VALUE);
  }

  private static void pause(long until) throws IOException {
    while (until == Long.MAX_VALUE || System.nanoTime() < until) {
      LockSupport.parkNanos(
          until == Long.MAX_VALUE ? 1_000_000_000L : Math.max(1, until - System.nanoTime()));
      if (Thread.currentThread().isInterrupted()) {
        throw new Cut(true);
      }
    }
  }

  /** The connection ends here. */
  final class Cut extends IOException {
    private static final long serialVersionUID = 1L;
    final boolean reset;

    Cut(boolean reset) {
      super(reset ? "reset on purpose" : "closed on purpose");
      this.reset = reset;
    }
  }
}

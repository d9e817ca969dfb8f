package dev.imagespace.image.url;

import dev.imagespace.bounds.Countdown;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A socket whose every read looks at the clock. TLS runs over it, so that neither a handshake nor a
 * record that trickles in byte by byte outlasts the total, nor a thread that was interrupted waits.
 */
final class TimedSocket extends Socket {
  private static final Duration LONGEST_READ = Duration.ofMillis(100);

  private final Countdown total;
  private final Duration readTimeout;

  TimedSocket(Countdown total, Duration readTimeout) {
    // The settings of the JVM may name a proxy, which would look up the host anew.
    super(Proxy.NO_PROXY);
    this.total = total;
    this.readTimeout = readTimeout;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        Countdown silence = new Countdown(readTimeout);
        while (true) {
          limitNextRead(silence);
          try {
            return in.read(bytes, offset, length);
          } catch (SocketTimeoutException e) {
            // Whether it may go on is looked at above.
          }
        }
      }
    };
  }

  /** A read of a platform's thread hears of no interrupt: it is made of short ones. */
  private void limitNextRead(Countdown silence) throws IOException {
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted");
    }
    if (total.hasPassed() || silence.hasPassed()) {
      throw new SocketTimeoutException("the time is over");
    }
    int millis = Math.min(total.millis(readTimeout), silence.millis(LONGEST_READ));
    setSoTimeout(millis);
  }
}

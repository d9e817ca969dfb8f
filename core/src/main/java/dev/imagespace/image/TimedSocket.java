package dev.imagespace.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A socket whose every read looks at the clock. TLS runs over it, so that neither a handshake nor a
 * record that trickles in byte by byte outlasts the total.
 */
final class TimedSocket extends Socket {
  private final Deadline total;
  private final Duration readTimeout;

  TimedSocket(Deadline total, Duration readTimeout) {
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
        limitNextRead();
        return in.read();
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        limitNextRead();
        return in.read(bytes, offset, length);
      }
    };
  }

  private void limitNextRead() throws IOException {
    if (total.hasPassed()) {
      throw new SocketTimeoutException("the total time is over");
    }
    setSoTimeout(total.millis(readTimeout));
  }
}

package dev.imagespace.image.load;

import dev.imagespace.fingerprint.Sha256;
import dev.imagespace.image.ImageSource;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One stream, from its opening to its end, on a thread of its own. It is closed once: by this
 * thread, or by another while this one is stuck in a read. Thread-safe.
 */
final class StreamRead {
  private final ImageSource.Opener opener;
  private final BoundedRead bounded;
  private final Decoding decoding;
  private final Thread thread = daemon("imagespace-stream", this::run);
  private final CompletableFuture<SourceRead> read = new CompletableFuture<>();
  private final AtomicReference<@Nullable InputStream> open = new AtomicReference<>();
  private volatile boolean stopped;

  /**
   * Nothing is opened yet.
   *
   * @param decoding held for as long as this reads
   */
  StreamRead(ImageSource.Opener opener, BoundedRead bounded, Decoding decoding) {
    this.opener = opener;
    this.bounded = bounded;
    this.decoding = decoding;
  }

  void start() {
    decoding.retain();
    try {
      thread.start();
    } catch (Error e) {
      // No thread is to be had.
      decoding.close();
      throw e;
    }
  }

  /** All bytes, with their hash, or why there are none. */
  CompletableFuture<SourceRead> read() {
    return read;
  }

  boolean hasEnded() {
    return !thread.isAlive();
  }

  /** Ends an opener or a read that hears of an interrupt, and a read that hears of the closing. */
  void stop() {
    stopped = true;
    thread.interrupt();
    // Streams of a network may read on for long before they are closed.
    daemon("imagespace-stream-close", this::close).start();
  }

  private void run() {
    try {
      read.complete(readAndRelease());
    } catch (Throwable e) {
      read.completeExceptionally(e);
    }
  }

  /** Gives its hold on the memory back before anybody hears of the end. */
  private SourceRead readAndRelease() throws IOException {
    try {
      return readAll();
    } finally {
      decoding.close();
    }
  }

  private SourceRead readAll() throws IOException {
    InputStream stream = opener.open();
    if (stream == null) {
      throw new IOException("The opener gave no stream");
    }
    open.set(stream);
    try {
      // Who wants the hash of a stream cannot read it again.
      MessageDigest hash = Sha256.digest();
      InputStream hashed = new DigestInputStream(stoppable(stream), hash);
      byte[] bytes = bounded.readAll(hashed, 0, -1);
      return new SourceRead(bytes, Sha256.hex(hash));
    } finally {
      close();
    }
  }

  private InputStream stoppable(InputStream stream) {
    return new FilterInputStream(stream) {
      @Override
      public int read() throws IOException {
        requireGoingOn();
        return in.read();
      }

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        requireGoingOn();
        return in.read(to, offset, length);
      }
    };
  }

  private void requireGoingOn() throws IOException {
    if (stopped) {
      throw new InterruptedIOException("Nobody waits for this stream any more");
    }
  }

  private void close() {
    InputStream stream = open.getAndSet(null);
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException | RuntimeException e) {
        // What was read is whole, or has failed already.
      }
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }
}

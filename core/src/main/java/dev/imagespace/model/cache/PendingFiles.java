package dev.imagespace.model.cache;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files of a model, of which some are announced, and not whole yet. Thread-safe. */
public interface PendingFiles extends AutoCloseable {

  /** Whether a file is on its way, and not whole. */
  boolean isPending(Path file);

  /**
   * The bytes of a file, for a reader of headers: as long as it is not whole, what is read is
   * fetched from the hub.
   */
  SeekableByteChannel open(Path file) throws IOException;

  /** Returns when all are whole, or throws why one cannot be. */
  void await();

  /** Nobody waits any more. */
  @Override
  void close();

  static PendingFiles none() {
    return new PendingFiles() {
      @Override
      public boolean isPending(Path file) {
        return false;
      }

      @Override
      public SeekableByteChannel open(Path file) throws IOException {
        return Files.newByteChannel(file);
      }

      @Override
      public void await() {}

      @Override
      public void close() {}
    };
  }
}

package dev.imagespace.model.cache;

import dev.imagespace.model.ModelException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of a model that are still being downloaded. Thread-safe. */
public interface PendingFiles extends AutoCloseable {

  /** Whether a file is not complete yet. */
  boolean isPending(Path file);

  /**
   * Opens a file to read its header. While the file is pending, each read is a request to the hub.
   */
  SeekableByteChannel open(Path file) throws IOException;

  /**
   * Waits until all files are complete.
   *
   * @throws ModelException where a download failed
   */
  void await();

  /** Cancels the download. */
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

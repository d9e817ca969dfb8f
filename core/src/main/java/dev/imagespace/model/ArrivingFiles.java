package dev.imagespace.model;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Files of a model that are announced, and not whole yet. Thread-safe. */
public interface ArrivingFiles extends AutoCloseable {

  /**
   * The beginning of a safetensors file that is not whole.
   *
   * @param file that holds the first bytes: the length of the header, and the header
   * @param size of the whole
   */
  record Header(Path file, long size) {}

  /** What is known of a file that is not whole; null where it is, or nobody announced it. */
  @Nullable Header header(Path file);

  /** Returns when all are whole, or throws why one cannot be. */
  void await();

  /** Nobody waits any more. */
  @Override
  void close();

  static ArrivingFiles none() {
    return new ArrivingFiles() {
      @Override
      public @Nullable Header header(Path file) {
        return null;
      }

      @Override
      public void await() {}

      @Override
      public void close() {}
    };
  }
}

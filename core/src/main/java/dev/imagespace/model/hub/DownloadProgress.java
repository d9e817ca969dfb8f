package dev.imagespace.model.hub;

import dev.imagespace.model.ModelDownload;
import dev.imagespace.model.ModelDownload.State;
import dev.imagespace.model.ModelDownloadListener;
import dev.imagespace.model.cache.HubFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the bytes of one download and notifies its listener at most four times a second.
 * Thread-safe.
 */
final class DownloadProgress {
  private static final Logger log = LoggerFactory.getLogger(DownloadProgress.class);
  private static final long BETWEEN_NANOS = 250_000_000;

  private final String model;
  private final HubFile file;
  private final ModelDownloadListener listener;
  private final long start = System.nanoTime();
  private final long before;
  private long bytes;
  private long told = start;

  DownloadProgress(String model, HubFile file, long before, ModelDownloadListener listener) {
    this.model = model;
    this.file = file;
    this.before = before;
    this.bytes = before;
    this.listener = listener;
    tell(State.STARTED, null);
  }

  synchronized void moved(int count) {
    bytes += count;
    if (System.nanoTime() - told >= BETWEEN_NANOS) {
      told = System.nanoTime();
      tell(State.PROGRESS, null);
    }
  }

  synchronized void end(State state, @Nullable String error) {
    tell(state, error);
  }

  private void tell(State state, @Nullable String error) {
    double seconds = (System.nanoTime() - start) / 1e9;
    double rate = bytes == before ? 0 : (bytes - before) / seconds;
    try {
      // Bytes that were received twice, after a failure, do not exceed the whole.
      long shown = Math.min(bytes, file.size());
      listener.onDownload(
          new ModelDownload(model, file.path(), shown, file.size(), rate, state, error));
    } catch (RuntimeException e) {
      log.warn("The listener of a model download failed", e);
    }
  }
}

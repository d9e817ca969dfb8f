package dev.imagespace.model.hub;

import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.ModelDownloadException.Reason;
import dev.imagespace.model.cache.Interruption;
import dev.imagespace.model.cache.PendingFiles;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A download of weights by one thread in the background. A failure is thrown to all callers that
 * wait for it; a later caller starts the download again. Thread-safe.
 */
final class BackgroundDownload implements PendingFiles {
  private static final int MOST_LOOKS = 100;
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  private final Map<Path, RemoteFile> remote;
  private final Runnable fetch;
  private @Nullable FutureTask<?> running;
  private boolean closed;

  BackgroundDownload(Map<Path, RemoteFile> remote, Runnable fetch) {
    this.remote = remote;
    this.fetch = fetch;
  }

  @Override
  public boolean isPending(Path file) {
    return remote.containsKey(file) && !Files.isRegularFile(file);
  }

  @Override
  public SeekableByteChannel open(Path file) throws IOException {
    RemoteFile ranges = remote.get(file);
    return ranges == null || Files.isRegularFile(file) ? Files.newByteChannel(file) : ranges.open();
  }

  /** Starts the download and returns at once. */
  void start() {
    var unused = current();
  }

  /** The download that runs or has succeeded; a new one where there is none. */
  private synchronized FutureTask<?> current() {
    if (closed) {
      throw new IllegalStateException("The model is closed");
    }
    FutureTask<?> current = running;
    if (current == null || (current.isDone() && !succeeded(current))) {
      current = new FutureTask<>(this::fetchAll, null);
      running = current;
      Thread thread = new Thread(current, "imagespace-weights");
      thread.setDaemon(true);
      thread.start();
    }
    return current;
  }

  private void fetchAll() {
    fetch.run();
    remote.forEach(BackgroundDownload::requireSame);
  }

  /** The shapes of one file and the values of another would be a network that nobody trained. */
  private static void requireSame(Path file, RemoteFile ranges) {
    try {
      if (!isOf(ranges, file)) {
        throw new ModelDownloadException(
            Reason.CORRUPT,
            "File '%s' is sound, and the hub sent other bytes of it before. Start again; if it comes back, look for a proxy that changes files, or set 'imagespace.hub.endpoint'."
                .formatted(file));
      }
    } catch (IOException e) {
      throw new ModelCacheException("The cache file %s cannot be read".formatted(file), e);
    }
  }

  /** Python's huggingface_hub removes a link before it makes the same one again. */
  private static boolean isOf(RemoteFile ranges, Path file) throws IOException {
    for (int looks = 1; ; looks++) {
      try {
        return ranges.isOf(file);
      } catch (NoSuchFileException e) {
        if (looks == MOST_LOOKS) {
          throw e;
        }
        Interruption.sleep(BETWEEN_LOOKS);
      }
    }
  }

  @Override
  public void await() {
    try {
      current().get();
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    } catch (CancellationException e) {
      throw new IllegalStateException("The model is closed", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private static boolean succeeded(FutureTask<?> ended) {
    try {
      ended.get();
      return true;
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    } catch (ExecutionException | CancellationException e) {
      return false;
    }
  }

  /** Cancels the download; the next one resumes it. */
  @Override
  public synchronized void close() {
    closed = true;
    if (running != null) {
      running.cancel(true);
    }
  }
}

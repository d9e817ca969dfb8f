package dev.imagespace.model.hub;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelDownload.State;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.ModelDownloadException.Reason;
import dev.imagespace.model.ModelDownloadListener;
import dev.imagespace.model.cache.Deadline;
import dev.imagespace.model.cache.HubFile;
import dev.imagespace.model.cache.Interruption;
import dev.imagespace.model.cache.ModelCache;
import dev.imagespace.model.cache.PartialFile;
import dev.imagespace.model.cache.PartialFile.Chunk;
import dev.imagespace.model.cache.Snapshot;
import dev.imagespace.model.hub.ChunkTransfer.NoRangesException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Downloads files into the cache, in parallel chunks; resumes interrupted downloads. Thread-safe.
 */
final class BlobDownload {
  private static final Logger log = LoggerFactory.getLogger(BlobDownload.class);
  private static final int TRIES_OF_A_WRONG_FILE = 2;

  private final HubRequests requests;
  private final HubSettings settings;
  private final ModelCache cache;
  private final ModelDownloadListener listener;

  BlobDownload(
      HubRequests requests,
      HubSettings settings,
      ModelCache cache,
      ModelDownloadListener listener) {
    this.requests = requests;
    this.settings = settings;
    this.cache = cache;
    this.listener = listener;
  }

  /** Downloads a file, verifies it, and links it into its snapshot. */
  void fetch(Snapshot snapshot, HubFile file, URI address, Deadline deadline) {
    Transfer transfer = new Transfer(snapshot.toString(), file, address, deadline);
    cache.store(snapshot, file, deadline, part -> fetch(transfer, part));
  }

  /**
   * The download of one file.
   *
   * @param model for messages
   */
  private record Transfer(String model, HubFile file, URI address, Deadline deadline) {
    String what() {
      return "File '%s' of model '%s'".formatted(file.path(), model);
    }
  }

  private void fetch(Transfer transfer, PartialFile part) {
    for (int tries = 1; tries <= TRIES_OF_A_WRONG_FILE; tries++) {
      DownloadProgress progress =
          new DownloadProgress(transfer.model(), transfer.file(), part.bytesDone(), listener);
      try {
        part.requireSpace(transfer.what());
        fetchChunks(transfer, part, progress);
        if (part.finish()) {
          progress.end(State.FINISHED, null);
          return;
        }
        progress.end(State.FAILED, "its hash is wrong");
      } catch (RuntimeException e) {
        progress.end(State.FAILED, e.getMessage());
        throw e;
      }
    }
    throw new ModelDownloadException(
        Reason.CORRUPT,
        "%s came %d times with another content than %s announces (%s), and was thrown away. Is a proxy in between that changes files? Try again, or set 'imagespace.hub.endpoint'."
            .formatted(
                transfer.what(),
                TRIES_OF_A_WRONG_FILE,
                settings.endpoint(),
                transfer.file().etag()));
  }

  private void fetchChunks(Transfer transfer, PartialFile partial, DownloadProgress progress) {
    List<Chunk> missing = partial.missing();
    try {
      fetch(transfer, partial, missing, progress);
    } catch (NoRangesException e) {
      log.info("{} sends no parts of files: {}", settings.endpoint(), transfer.what());
      long size = transfer.file().size();
      fetch(transfer, partial, List.of(new Chunk(missing.get(0).from(), size)), progress);
    }
  }

  /** Uses worker threads even for one chunk, so that this thread can be interrupted. */
  private void fetch(
      Transfer transfer, PartialFile partial, List<Chunk> chunks, DownloadProgress progress) {
    long size = transfer.file().size();
    List<ChunkTransfer> moving =
        chunks.stream()
            .map(chunk -> new ChunkTransfer(requests, settings, transfer.address(), chunk, size))
            .toList();
    ExecutorService workers =
        Executors.newFixedThreadPool(
            Math.max(1, Math.min(settings.connections(), chunks.size())),
            work -> {
              Thread thread = new Thread(work, "imagespace-download");
              thread.setDaemon(true);
              return thread;
            });
    try {
      List<Future<?>> running =
          moving.stream()
              .<Future<?>>map(
                  chunk -> workers.submit(() -> fetch(transfer, partial, chunk, progress)))
              .toList();
      for (Future<?> chunk : running) {
        chunk.get();
      }
    } catch (InterruptedException e) {
      throw Interruption.of(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } finally {
      workers.shutdownNow();
      moving.forEach(ChunkTransfer::abort);
      awaitEnd(workers);
    }
  }

  /** No worker may write to the file after this method returns. */
  private static void awaitEnd(ExecutorService workers) {
    boolean interrupted = false;
    while (!workers.isTerminated()) {
      try {
        if (workers.awaitTermination(1, TimeUnit.SECONDS)) {
          break;
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void fetch(
      Transfer transfer, PartialFile partial, ChunkTransfer moving, DownloadProgress progress) {
    int failures = 0;
    while (!moving.isDone() && !moving.isAborted()) {
      long before = moving.position();
      try {
        moving.go(transfer.what(), partial, progress, transfer.deadline());
      } catch (IOException e) {
        if (moving.isAborted()) {
          return;
        }
        failures = moving.position() > before ? 1 : failures + 1;
        requests.pause(transfer.what(), transfer.deadline(), failures, e);
      }
    }
  }
}

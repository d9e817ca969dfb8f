package dev.imagespace.model.hub;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.cache.Deadline;
import dev.imagespace.model.cache.PartialFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * Transfers one chunk from the hub to the disk; each attempt resumes the one before. One thread
 * transfers, any thread may abort.
 */
final class ChunkTransfer {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int PARTIAL_CONTENT = 206;

  private final HubRequests requests;
  private final HubSettings settings;
  private final URI address;
  private final PartialFile.Chunk chunk;
  private final long size;
  private long position;
  private volatile boolean aborted;
  private volatile @Nullable InputStream open;

  /**
   * Does not start the transfer.
   *
   * @param size of the whole file
   */
  ChunkTransfer(
      HubRequests requests, HubSettings settings, URI address, PartialFile.Chunk chunk, long size) {
    this.requests = requests;
    this.settings = settings;
    this.address = address;
    this.chunk = chunk;
    this.size = size;
    this.position = chunk.from();
  }

  /** The server ignores ranges: every chunk would receive the whole file. */
  static final class NoRangesException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  long position() {
    return position;
  }

  boolean isDone() {
    return position >= chunk.to();
  }

  /**
   * Ends the transfer and wakes its reader: before JDK 20, an interrupt does not wake a reader of
   * the HTTP client's body.
   */
  void abort() {
    aborted = true;
    InputStream body = open;
    if (body == null) {
      return;
    }
    try {
      // The reader gets the end of the stream.
      body.close();
    } catch (IOException alreadyBroken) {
      // The reader gets an exception, too.
    }
  }

  boolean isAborted() {
    return aborted;
  }

  void go(String what, PartialFile target, DownloadProgress progress, Deadline deadline)
      throws IOException {
    String range = "bytes=%d-%d".formatted(position, chunk.to() - 1);
    HttpResponse<InputStream> response = requests.get(address, range, deadline);
    HubResponses.requireFound(response, what, settings);
    try (InputStream body =
        new TimeoutInputStream(response.body(), settings.stallTimeout(), deadline)) {
      open = body;
      if (aborted) {
        return;
      }
      if (response.statusCode() != PARTIAL_CONTENT) {
        if (chunk.to() < size) {
          throw new NoRangesException();
        }
        // Skips the bytes before this chunk.
        body.skipNBytes(position);
      }
      copy(body, target, progress);
    }
  }

  private void copy(InputStream body, PartialFile target, DownloadProgress progress)
      throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    while (!isDone() && !aborted) {
      int read = body.read(buffer, 0, (int) Math.min(buffer.length, chunk.to() - position));
      if (read < 0) {
        throw new IOException("the answer ended %,d bytes early".formatted(chunk.to() - position));
      }
      target.write(buffer, read, position);
      position += read;
      target.arrived(chunk.from(), position);
      progress.moved(read);
    }
  }
}

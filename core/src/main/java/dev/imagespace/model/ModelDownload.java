package dev.imagespace.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The progress of one file's download. Immutable.
 *
 * @param model owner/name@commit
 * @param file its path in the repository
 * @param bytes on the disk, including those of an earlier, interrupted run
 * @param total size of the file in bytes
 * @param bytesPerSecond average of this run; 0 before the first measurement
 * @param state of the download
 * @param error null unless the download failed
 */
public record ModelDownload(
    String model,
    String file,
    long bytes,
    long total,
    double bytesPerSecond,
    State state,
    @Nullable String error) {

  private static final long LARGE = 10_000_000;

  /** The state of a download. */
  public enum State {
    STARTED,
    PROGRESS,
    FINISHED,
    FAILED
  }

  /** The expected time to the end; null where the rate is unknown. */
  public @Nullable Duration remaining() {
    return bytesPerSecond <= 0
        ? null
        : Duration.ofMillis(Math.round((total - bytes) / bytesPerSecond * 1000));
  }

  /** Whether the file has at least 10 MB, so that its download deserves a line in a log. */
  public boolean isLarge() {
    return total >= LARGE;
  }

  /** The downloaded fraction of the file, from 0 to 1. */
  public double fraction() {
    return total == 0 ? 1 : (double) bytes / total;
  }
}

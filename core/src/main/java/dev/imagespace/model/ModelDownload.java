package dev.imagespace.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where the download of one file stands. Immutable.
 *
 * @param model owner/name@commit
 * @param file its path in the repository
 * @param bytes that are on the disk, those of an earlier, broken run included
 * @param total of the file
 * @param bytesPerSecond of this run, 0 where nothing was measured yet
 * @param state what happened
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

  /** What happened to a download. */
  public enum State {
    STARTED,
    PROGRESS,
    FINISHED,
    FAILED
  }

  /** Time to the end at the present rate; null where there is no rate. */
  public @Nullable Duration remaining() {
    return bytesPerSecond <= 0
        ? null
        : Duration.ofMillis(Math.round((total - bytes) / bytesPerSecond * 1000));
  }

  /** Whether the file has 10 MB or more: less is not worth a line of its own. */
  public boolean isLarge() {
    return total >= LARGE;
  }

  /** From 0 to 1. */
  public double fraction() {
    return total == 0 ? 1 : (double) bytes / total;
  }
}

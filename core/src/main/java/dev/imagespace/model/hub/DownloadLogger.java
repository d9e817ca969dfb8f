package dev.imagespace.model.hub;

import dev.imagespace.model.ModelDownload;
import dev.imagespace.model.ModelDownloadListener;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs large downloads at their start, at each tenth, and at their end. The logger has a name of
 * its own, so that it can be configured alone. Thread-safe.
 */
final class DownloadLogger implements ModelDownloadListener {
  private static final Logger log = LoggerFactory.getLogger("dev.imagespace.downloads");

  private final Map<String, Integer> tenths = new ConcurrentHashMap<>();

  @Override
  public void onDownload(ModelDownload download) {
    String key = download.model() + "/" + download.file();
    switch (download.state()) {
      case STARTED -> {
        tenths.put(key, (int) (download.fraction() * 10));
        if (download.isLarge()) {
          log.info("Downloading {}: {}", key, megabytes(download));
        }
      }
      case PROGRESS -> progress(key, download);
      case FINISHED -> {
        tenths.remove(key);
        if (download.isLarge()) {
          log.info("Downloaded {}: {}", key, megabytes(download));
        }
      }
      case FAILED -> {
        tenths.remove(key);
        log.warn("Download of {} broke off at {}: {}", key, megabytes(download), download.error());
      }
    }
  }

  private void progress(String key, ModelDownload download) {
    int tenth = (int) (download.fraction() * 10);
    Integer before = tenths.put(key, tenth);
    if (download.isLarge() && before != null && tenth > before) {
      Duration remaining = download.remaining();
      log.info(
          "Downloading {}: {} % of {}, {} MB/s{}",
          key,
          tenth * 10,
          megabytes(download),
          "%.1f".formatted(download.bytesPerSecond() / 1e6),
          remaining == null ? "" : ", " + remaining.toSeconds() + " s to go");
    }
  }

  private static String megabytes(ModelDownload download) {
    return download.bytes() == download.total()
        ? "%.1f MB".formatted(download.total() / 1e6)
        : "%.1f of %.1f MB".formatted(download.bytes() / 1e6, download.total() / 1e6);
  }
}

package dev.imagespace.model;

/**
 * Receives the progress of each downloaded file: at its start, about four times a second, and at
 * its end. The downloading thread calls it, one call at a time for each file, so it must return
 * quickly. Its exceptions are logged and do not affect the download.
 */
@FunctionalInterface
public interface ModelDownloadListener {
  void onDownload(ModelDownload download);

  /** A listener that calls this one, then the other, even if this one throws. */
  default ModelDownloadListener andThen(ModelDownloadListener next) {
    return download -> {
      try {
        onDownload(download);
      } finally {
        next.onDownload(download);
      }
    };
  }
}

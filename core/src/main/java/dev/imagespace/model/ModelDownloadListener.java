package dev.imagespace.model;

/**
 * Hears of each file that is downloaded: once as it starts, about every quarter of a second while
 * it goes on, once as it ends. Called by the downloading thread, one call at a time for a file: be
 * quick. What it throws is logged and changes nothing.
 */
@FunctionalInterface
public interface ModelDownloadListener {
  void onDownload(ModelDownload download);

  /** Calls this one, then the other, whatever this one throws. */
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

package dev.imagespace.autoconfigure;

import dev.imagespace.model.ModelDownload;
import dev.imagespace.model.ModelDownloadListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Tells an application of its downloads: first its listeners, in order, then whoever listens for
 * the event {@link ModelDownload}. What one of them throws is logged, and the next hears all the
 * same. Thread-safe.
 */
final class PublishedDownloads implements ModelDownloadListener {
  private static final Logger log = LoggerFactory.getLogger(PublishedDownloads.class);

  private final ObjectProvider<ModelDownloadListener> listeners;
  private final ApplicationEventPublisher events;

  PublishedDownloads(
      ObjectProvider<ModelDownloadListener> listeners, ApplicationEventPublisher events) {
    this.listeners = listeners;
    this.events = events;
  }

  @Override
  public void onDownload(ModelDownload download) {
    listeners.orderedStream().forEach(listener -> tell(listener, download));
    tell(events::publishEvent, download);
  }

  private static void tell(ModelDownloadListener listener, ModelDownload download) {
    try {
      listener.onDownload(download);
    } catch (RuntimeException e) {
      log.warn("A listener of model downloads failed", e);
    }
  }
}

package dev.imagespace.sample.web;

import dev.imagespace.sample.collection.PictureCollection;
import dev.imagespace.sample.collection.PictureSearch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Embeds the pictures while the first visitor still reads the page. */
@Component
@ConditionalOnWebApplication
final class GalleryStarter {
  private static final Logger log = LoggerFactory.getLogger(GalleryStarter.class);

  private final PictureSearch search;

  GalleryStarter(PictureSearch search) {
    this.search = search;
  }

  @EventListener(ApplicationReadyEvent.class)
  void openInBackground() {
    var thread = new Thread(this::open, "open-collection");
    thread.setDaemon(true);
    thread.start();
  }

  private void open() {
    try {
      PictureCollection collection = search.collection();
      log.info(
          "{} pictures of the {} can be searched with {}",
          collection.size(),
          collection.kind().name(),
          search.model());
    } catch (RuntimeException e) {
      log.error("The pictures cannot be searched: {}", e.getMessage(), e);
    }
  }
}

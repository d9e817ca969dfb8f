package dev.imagespace.sample.web;

import dev.imagespace.langchain4j.collection.search.SearchQuery;
import dev.imagespace.sample.collection.OpenedCollection;
import dev.imagespace.sample.collection.PictureCollections;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Embeds the pictures while the first visitor still reads the page. */
@Component
@ConditionalOnWebApplication
final class CollectionOpener {
  private static final Logger log = LoggerFactory.getLogger(CollectionOpener.class);

  private final PictureCollections collections;

  CollectionOpener(PictureCollections collections) {
    this.collections = collections;
  }

  @EventListener(ApplicationReadyEvent.class)
  void openInBackground() {
    var thread = new Thread(this::open, "open-collection");
    thread.setDaemon(true);
    thread.start();
  }

  private void open() {
    try {
      OpenedCollection collection = collections.open();
      // A collection that lay on disk has not made the model read its weights yet.
      collection.search(SearchQuery.ofWords("anything"));
      log.info(
          "{} pictures of the {} can be searched with {}",
          collection.pictures().size(),
          collection.kind().lowerCase(),
          collections.model());
    } catch (RuntimeException e) {
      log.error("The pictures cannot be searched: {}", e.getMessage(), e);
    }
  }
}

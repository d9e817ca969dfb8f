package dev.imagespace.sample.web;

import dev.imagespace.sample.collection.OpenedCollection;
import dev.imagespace.sample.collection.PictureCollections;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be searched. */
@RestController
class CollectionController {
  private final PictureCollections collections;

  CollectionController(PictureCollections collections) {
    this.collections = collections;
  }

  @GetMapping("/collection")
  CollectionSummary collection() {
    OpenedCollection collection = collections.open();
    return new CollectionSummary(
        collection.kind().lowerCase(),
        collection.pictures().size(),
        collections.model(),
        collections.dimension());
  }

  record CollectionSummary(String name, long pictures, String model, int dimension) {}
}

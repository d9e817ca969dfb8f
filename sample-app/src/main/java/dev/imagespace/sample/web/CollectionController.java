package dev.imagespace.sample.web;

import dev.imagespace.sample.collection.PictureCollection;
import dev.imagespace.sample.collection.PictureSearch;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be searched. */
@RestController
class CollectionController {
  private final PictureSearch search;

  CollectionController(PictureSearch search) {
    this.search = search;
  }

  @GetMapping("/collection")
  CollectionSummary collection() {
    PictureCollection collection = search.collection();
    return new CollectionSummary(
        collection.kind().lowerCase(), collection.size(), search.model(), search.dimension());
  }

  record CollectionSummary(String name, int pictures, String model, int dimension) {}
}

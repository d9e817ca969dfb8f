package dev.imagespace.sample.web;

import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.search.SearchHit;
import dev.imagespace.sample.collection.PictureName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hit as it is sent. The name alone stands for the file: where it lies is nobody's business.
 *
 * @param url of the picture, relative to the server
 */
record FoundPicture(double score, String file, @Nullable String description, String url) {

  static List<FoundPicture> of(List<SearchHit> hits) {
    return hits.stream().map(hit -> of(hit.score(), hit.entry())).toList();
  }

  private static FoundPicture of(double score, CollectionEntry picture) {
    String file = picture.id();
    String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
    return new FoundPicture(
        score, name, picture.description(), "/pictures/" + PictureName.of(picture.id()));
  }
}

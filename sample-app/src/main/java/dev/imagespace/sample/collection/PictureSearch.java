package dev.imagespace.sample.collection;

import dev.imagespace.sample.SampleProperties;
import java.util.List;
import org.springframework.stereotype.Component;

/** Search over the pictures of the application. Thread-safe. */
@Component
public final class PictureSearch {
  private final PictureEncoder encoder;
  private final PictureCollections collections;
  private final SampleProperties properties;

  PictureSearch(
      PictureEncoder encoder, PictureCollections collections, SampleProperties properties) {
    this.encoder = encoder;
    this.collections = collections;
    this.properties = properties;
  }

  /** The configured collection. */
  public PictureCollection collection() {
    return collection((done, total) -> {});
  }

  public PictureCollection collection(EmbeddingProgress progress) {
    return collection(properties.collection(), progress);
  }

  public PictureCollection collection(CollectionChoice choice, EmbeddingProgress progress) {
    return collections.open(choice, progress);
  }

  /** The pictures nearest to the query, nearest first; none for a query that looks for nothing. */
  public List<Hit> search(PictureCollection collection, SearchQuery query, int limit) {
    return query.isEmpty() ? List.of() : collection.search(encoder.embed(query), limit);
  }

  public String model() {
    return encoder.model();
  }

  public int dimension() {
    return encoder.dimension();
  }
}

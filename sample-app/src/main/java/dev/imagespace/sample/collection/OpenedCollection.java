package dev.imagespace.sample.collection;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;

import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.ImageCollection;
import dev.imagespace.langchain4j.collection.search.ImageSearch;
import dev.imagespace.langchain4j.collection.search.SearchHit;
import dev.imagespace.langchain4j.collection.search.SearchQuery;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.Resource;

/** Pictures that can be searched. Thread-safe. */
public record OpenedCollection(CollectionKind kind, ImageCollection pictures) {

  public List<SearchHit> search(SearchQuery query) {
    return ImageSearch.in(pictures).search(query);
  }

  /** The picture that the world knows by this name. */
  public Optional<CollectionEntry> find(String name) {
    var anywhere = new float[pictures.space().length()];
    anywhere[0] = 1;
    var request =
        EmbeddingSearchRequest.builder()
            .queryEmbedding(Embedding.from(anywhere))
            .maxResults(1)
            .filter(metadataKey(PictureName.KEY).isEqualTo(name))
            .build();
    return pictures.store().search(request).matches().stream()
        .findFirst()
        .flatMap(match -> pictures.find(match.embeddingId()));
  }

  /** The bytes of a picture of this collection. */
  public Resource resource(CollectionEntry picture) {
    return kind.resource(picture.id());
  }
}

package dev.imagespace.sample.collection;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.CosineSimilarity;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.Resource;

/** Pictures that can be searched. Immutable, so thread-safe. */
public final class PictureCollection {
  private final CollectionKind kind;
  private final Map<String, EmbeddedPicture> pictures = new LinkedHashMap<>();
  private final InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();

  public PictureCollection(CollectionKind kind, Collection<EmbeddedPicture> embedded) {
    this.kind = kind;
    embedded.forEach(picture -> pictures.put(picture.picture().id(), picture));
    store.addAll(
        List.copyOf(pictures.keySet()),
        pictures.values().stream().map(picture -> Embedding.from(picture.vector())).toList(),
        pictures.values().stream()
            .map(picture -> TextSegment.from(picture.picture().file()))
            .toList());
  }

  public CollectionKind kind() {
    return kind;
  }

  public int size() {
    return pictures.size();
  }

  public Optional<EmbeddedPicture> find(String id) {
    return Optional.ofNullable(pictures.get(id));
  }

  /** The bytes of a picture of this collection. */
  public Resource resource(Picture picture) {
    return kind.resource(picture.file());
  }

  /** The pictures nearest to the vector, nearest first. */
  public List<Hit> search(float[] vector, int limit) {
    var request =
        EmbeddingSearchRequest.builder()
            .queryEmbedding(Embedding.from(vector))
            .maxResults(limit)
            .minScore(0.0)
            .build();
    return store.search(request).matches().stream()
        .map(match -> hit(match.embeddingId(), match.score()))
        .toList();
  }

  /** Stores score from 0 to 1; the cosine is what papers and other tools speak of. */
  private Hit hit(String id, double relevance) {
    EmbeddedPicture found = pictures.get(id);
    if (found == null) {
      throw new IllegalStateException("The store found a picture that it was not given: " + id);
    }
    return new Hit(CosineSimilarity.fromRelevanceScore(relevance), found.picture());
  }
}

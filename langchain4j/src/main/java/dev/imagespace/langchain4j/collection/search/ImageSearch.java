package dev.imagespace.langchain4j.collection.search;

import dev.imagespace.ImageSpace;
import dev.imagespace.ImageSpaceQuery;
import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.CollectionEntry.State;
import dev.imagespace.langchain4j.collection.CollectionException;
import dev.imagespace.langchain4j.collection.ImageCollection;
import dev.imagespace.langchain4j.collection.LexicalStore;
import dev.imagespace.langchain4j.collection.PartVectors.PartScores;
import dev.imagespace.langchain4j.collection.PartVectors.PartWeights;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.RelevanceScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Search in a collection: by words, pictures and items of it, in any weighted sum, with filters.
 * Scores are cosines, told by the parts of an item. Immutable and thread-safe.
 *
 * <p>Where the parts of items count otherwise than they were stored, the store's nearest {@value
 * #CANDIDATES_FOR_EACH} for each item wanted, and at least {@value #LEAST_CANDIDATES}, are compared
 * anew: an item far from the query as it was stored is not found.
 */
public final class ImageSearch {
  private static final int LEAST_CANDIDATES = 500;
  private static final int CANDIDATES_FOR_EACH = 10;

  private final ImageCollection collection;

  private ImageSearch(ImageCollection collection) {
    this.collection = collection;
  }

  public static ImageSearch in(ImageCollection collection) {
    return new ImageSearch(collection);
  }

  /**
   * The items most like the query, best first; none for a query whose terms cancel or are none.
   *
   * @throws InvalidQueryException if the collection has no such item as the query names
   * @throws CollectionException if the query asks for what the store cannot do, or leaves out what
   *     it must have
   * @throws RuntimeException the reason, if a picture or text is rejected
   */
  public List<SearchHit> search(SearchQuery query) {
    collection.requiredFilter().ifPresent(required -> required.require(query.filter()));
    float[] vector = embed(query);
    if (isZero(vector)) {
      return List.of();
    }
    Set<String> ids = nearest(query, vector);
    Set<String> lexical = lexical(query, candidates(query));
    Set<String> all = new LinkedHashSet<>(ids);
    all.addAll(lexical);
    List<SearchHit> hits =
        hits(all, vector, query.parts()).stream()
            .filter(hit -> hit.score() >= query.minimumScore() || lexical.contains(hit.id()))
            .sorted(Comparator.comparingDouble(SearchHit::score).reversed())
            .collect(Collectors.toCollection(ArrayList::new));
    if (!lexical.isEmpty()) {
      hits = new RankFusion(hits, lexical, query.words()).order();
    }
    return hits.stream().skip(query.offset()).limit(query.limit()).toList();
  }

  /** The vector that items are compared with: of length one, or zero. */
  public float[] embed(SearchQuery query) {
    ImageSpace space = collection.space();
    ImageSpaceQuery clauses = space.query();
    for (SearchTerm term : query.terms()) {
      if (term instanceof SearchTerm.Words words) {
        clauses = clauses.similar(space.description(), words.text(), words.weight());
      } else if (term instanceof SearchTerm.Picture picture) {
        clauses = clauses.similar(space.image(), picture.image(), picture.weight());
      } else if (term instanceof SearchTerm.Item item) {
        clauses = clauses.withVector(item(item.id(), query).vectors().vector(), item.weight());
      }
    }
    return clauses.embed();
  }

  /** An item of another tenant is none. */
  private CollectionEntry item(String id, SearchQuery query) {
    boolean guarded = collection.requiredFilter().isPresent();
    return collection
        .find(id)
        .filter(
            entry -> !guarded || query.filter() == null || query.filter().test(entry.metadata()))
        .orElseThrow(
            () -> new InvalidQueryException("The collection has no item '%s'.".formatted(id)));
  }

  private static boolean isZero(float[] vector) {
    for (float x : vector) {
      if (x != 0) {
        return false;
      }
    }
    return true;
  }

  private static int candidates(SearchQuery query) {
    int wanted = query.offset() + query.limit();
    return query.parts().equals(PartWeights.AS_STORED)
        ? wanted
        : Math.max(LEAST_CANDIDATES, CANDIDATES_FOR_EACH * wanted);
  }

  private Set<String> nearest(SearchQuery query, float[] vector) {
    boolean asStored = query.parts().equals(PartWeights.AS_STORED);
    EmbeddingSearchRequest request =
        EmbeddingSearchRequest.builder()
            .queryEmbedding(Embedding.from(vector))
            .maxResults(candidates(query))
            .minScore(asStored ? RelevanceScore.fromCosineSimilarity(query.minimumScore()) : 0)
            .filter(query.filter())
            .build();
    return collection.store().search(request).matches().stream()
        .map(EmbeddingMatch::embeddingId)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private Set<String> lexical(SearchQuery query, int limit) {
    String words =
        query.terms().stream()
            .filter(term -> term.weight() > 0 && term instanceof SearchTerm.Words)
            .map(term -> ((SearchTerm.Words) term).text())
            .collect(Collectors.joining(" "));
    if (query.words() == 0 || words.isEmpty()) {
      return Set.of();
    }
    if (collection.store() instanceof LexicalStore store) {
      return new LinkedHashSet<>(store.findByText(words, limit, query.filter()));
    }
    throw new CollectionException(
        "%s does not find by the words themselves. Leave their weight at 0, or use a store that does, such as Lucene or PostgreSQL."
            .formatted(collection.store().getClass().getSimpleName()));
  }

  private List<SearchHit> hits(Set<String> ids, float[] vector, PartWeights parts) {
    Map<String, CollectionEntry> entries =
        ids.isEmpty() ? Map.of() : collection.catalog().findAll(ids);
    List<SearchHit> hits = new ArrayList<>();
    for (String id : ids) {
      CollectionEntry entry = entries.get(id);
      // What is being removed may still be in the store.
      if (entry != null && entry.state() != State.REMOVING) {
        PartScores scores = entry.vectors().scores(vector, parts, collection.addsUnits());
        hits.add(new SearchHit(scores, entry));
      }
    }
    return hits;
  }
}

package dev.imagespace.langchain4j.collection.spaces;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.InvalidSpaceParamException;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.CosineSimilarity;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several spaces in one index, with weights at query time, by superlinked's formulas. An item's
 * vector is {@code concat(uₛ)/√n} of its unit vectors in n spaces, zeros where it has none; see
 * {@link SpacesQuery} for that of a query, and for the score.
 *
 * <pre>{@code
 * SpacesIndex index = SpacesIndex.of(front, label);
 * store.addAll(List.of("sku-1"), List.of(index.embed(Map.of(front, frontPhoto, label, labelPhoto))), List.of(segment));
 * List<SpacesIndex.Hit> hits = index.search(store, index.query()
 *     .with(front, front.query().similar(front.description(), "a green bottle", 1).embed(), 1)
 *     .with(label, label.query().similar(label.description(), "olive oil", 1).embed(), 2), 10, null);
 * }</pre>
 *
 * <p>Any store that compares by cosine will do: one more dimension makes each stored vector of
 * length one, so that an item without a part is not taken for one with all. Immutable and
 * thread-safe; does not own the spaces.
 */
public final class SpacesIndex {
  private final List<ImageSpace> spaces;
  private final int length;

  private SpacesIndex(List<ImageSpace> spaces) {
    this.spaces = spaces;
    this.length = spaces.stream().mapToInt(ImageSpace::length).sum();
  }

  /**
   * An index of these spaces, in their order.
   *
   * @throws InvalidSpaceParamException if there is none, or two are equal
   */
  public static SpacesIndex of(ImageSpace... spaces) {
    if (spaces.length == 0) {
      throw new InvalidSpaceParamException("An index needs a space; got none.");
    }
    if (new HashSet<>(Arrays.asList(spaces)).size() < spaces.length) {
      throw new InvalidSpaceParamException(
          "Two spaces of an index are equal; give spaces of different fields or models.");
    }
    return new SpacesIndex(List.of(spaces));
  }

  public List<ImageSpace> spaces() {
    return spaces;
  }

  /** Dimension of the vectors in a store. */
  public int dimension() {
    return length + 1;
  }

  /**
   * The vector of an item for a store, of length one.
   *
   * @param item what it is in each space; a space that is not named has nothing of it
   * @throws InvalidSpaceParamException if it has nothing in any, or names a foreign space
   * @throws RuntimeException the reason, if a part is rejected
   */
  public Embedding embed(Map<ImageSpace, ImageData> item) {
    item.keySet().forEach(this::indexOf);
    List<float @Nullable []> vectors = new ArrayList<>();
    for (ImageSpace space : spaces) {
      ImageData data = item.get(space);
      vectors.add(data == null || data.isEmpty() ? null : space.embed(data));
    }
    return Embedding.from(padded(stored(vectors)));
  }

  /**
   * {@code concat(uₛ)/√n}.
   *
   * @param vectors one for each space; null or zeros where the item has none, else of any length
   * @throws InvalidSpaceParamException if none is left, or a dimension is wrong
   */
  public float[] stored(List<float @Nullable []> vectors) {
    float[] all = concatenated(vectors, 1 / Math.sqrt(spaces.size()));
    if (Vectors.norm(all) == 0) {
      throw new InvalidSpaceParamException("The item has nothing in any space of the index.");
    }
    return all;
  }

  private float[] concatenated(List<float @Nullable []> vectors, double scale) {
    if (vectors.size() != spaces.size()) {
      throw new InvalidSpaceParamException(
          "%d vectors for %d spaces; give one for each, or null."
              .formatted(vectors.size(), spaces.size()));
    }
    float[] all = new float[length];
    int at = 0;
    for (int i = 0; i < spaces.size(); i++) {
      float[] vector = vectors.get(i);
      if (vector != null) {
        Vectors.requireLength(vector, spaces.get(i));
        Vectors.addUnit(vector, scale, all, at);
      }
      at += spaces.get(i).length();
    }
    return all;
  }

  /** With a last number that makes it of length one, and that no query looks at. */
  private static float[] padded(float[] stored) {
    float[] vector = Arrays.copyOf(stored, stored.length + 1);
    double norm = Vectors.norm(stored);
    vector[stored.length] = (float) Math.sqrt(Math.max(0, 1 - norm * norm));
    return vector;
  }

  /** A query of nothing yet. */
  public SpacesQuery query() {
    return new SpacesQuery(this, Map.of());
  }

  int indexOf(ImageSpace space) {
    int index = spaces.indexOf(space);
    if (index < 0) {
      throw new InvalidSpaceParamException("The index has no space %s.".formatted(space));
    }
    return index;
  }

  /**
   * An item that was found.
   *
   * @param score of superlinked's formula
   * @param partialScores each space's share; they sum to the score
   */
  public record Hit(
      String id,
      double score,
      Map<ImageSpace, Double> partialScores,
      @Nullable TextSegment segment) {}

  /** The items of a store that fit best, best first; none for a query of nothing. */
  public List<Hit> search(
      EmbeddingStore<TextSegment> store, SpacesQuery query, int limit, @Nullable Filter filter) {
    float[] vector = query.vector();
    double norm = Vectors.norm(vector);
    if (norm == 0) {
      return List.of();
    }
    EmbeddingSearchRequest request =
        EmbeddingSearchRequest.builder()
            .queryEmbedding(Embedding.from(Arrays.copyOf(vector, dimension())))
            .maxResults(limit)
            .minScore(0.0)
            .filter(filter)
            .build();
    return store.search(request).matches().stream().map(match -> hit(match, vector, norm)).toList();
  }

  private Hit hit(EmbeddingMatch<TextSegment> match, float[] query, double norm) {
    Map<ImageSpace, Double> partial = new LinkedHashMap<>();
    Embedding stored = match.embedding();
    if (stored != null) {
      partial = partialScores(stored.vector(), query);
    }
    double score =
        partial.isEmpty()
            ? CosineSimilarity.fromRelevanceScore(match.score()) * norm
            : partial.values().stream().mapToDouble(Double::doubleValue).sum();
    return new Hit(match.embeddingId(), score, partial, match.embedded());
  }

  /**
   * Each space's share in the score, {@code wₛ·cosₛ/(√Σw²·√k)}.
   *
   * @param stored of {@link #stored}, or what a store gives back
   * @param query of {@link SpacesQuery#vector}
   */
  public Map<ImageSpace, Double> partialScores(float[] stored, float[] query) {
    Map<ImageSpace, Double> partial = new LinkedHashMap<>();
    int at = 0;
    for (ImageSpace space : spaces) {
      partial.put(space, Vectors.dot(stored, query, at, at + space.length()));
      at += space.length();
    }
    return partial;
  }
}

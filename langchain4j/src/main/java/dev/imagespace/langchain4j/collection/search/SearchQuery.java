package dev.imagespace.langchain4j.collection.search;

import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.collection.PartVectors.PartWeights;
import dev.langchain4j.store.embedding.filter.Filter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for. Immutable.
 *
 * @param terms whose weighted sum the items are compared with
 * @param filter which items count; null for all
 * @param minimumScore cosine below which nothing is found; -1 for none
 * @param parts how much picture and description of an item count
 * @param words how much the words themselves count, beside what they mean: 0 for not at all, 1 for
 *     as much; needs a store that finds by words
 * @param offset of the page: so many of the best are left out
 * @param limit of the page
 */
public record SearchQuery(
    List<SearchTerm> terms,
    @Nullable Filter filter,
    double minimumScore,
    PartWeights parts,
    double words,
    int offset,
    int limit) {
  /** As many as a page begins at and holds together, at most. */
  public static final int MOST = 10_000;

  /** Refuses pages and scores that nothing could be on. */
  public SearchQuery {
    terms = terms.stream().filter(term -> term.weight() != 0).toList();
    if (offset < 0 || limit < 1 || (long) offset + limit > MOST) {
      throw new InvalidQueryException(
          "The page is of %d items from %d on; give a limit of 1 or more and an offset of 0 or more, together at most %d."
              .formatted(limit, offset, MOST));
    }
    if (!(minimumScore >= -1 && minimumScore <= 1)) {
      throw new InvalidQueryException(
          "The minimum score is %s; a cosine is -1 to 1.".formatted(minimumScore));
    }
    if (!(words >= 0) || !Double.isFinite(words)) {
      throw new InvalidQueryException(
          "The weight of the words themselves is %s; give 0 or more.".formatted(words));
    }
  }

  public static SearchQuery ofWords(String words) {
    return builder().words(words).build();
  }

  public static SearchQuery ofPicture(ImageSource picture) {
    return builder().picture(picture).build();
  }

  /** More like an item of the collection. */
  public static SearchQuery like(String id) {
    return builder().item(id).build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The same, of these terms. */
  SearchQuery withTerms(List<SearchTerm> others) {
    return new SearchQuery(others, filter, minimumScore, parts, words, offset, limit);
  }

  /** The settings, one by one; each has a default. Not thread-safe. */
  public static final class Builder {
    private final List<SearchTerm> terms = new ArrayList<>();
    private @Nullable Filter filter;
    private double minimumScore = -1;
    private PartWeights parts = PartWeights.AS_STORED;
    private double wordWeight;
    private int offset;
    private int limit = 10;

    private Builder() {}

    public Builder words(String text) {
      return words(text, 1);
    }

    public Builder words(String text, double weight) {
      return term(new SearchTerm.Words(text, weight));
    }

    public Builder picture(ImageSource image) {
      return picture(image, 1);
    }

    public Builder picture(ImageSource image, double weight) {
      return term(new SearchTerm.Picture(image, weight));
    }

    public Builder item(String id) {
      return item(id, 1);
    }

    public Builder item(String id, double weight) {
      return term(new SearchTerm.Item(id, weight));
    }

    /** Adds a term. */
    public Builder term(SearchTerm term) {
      terms.add(term);
      return this;
    }

    /** Default: all items. */
    public Builder filter(@Nullable Filter which) {
      filter = which;
      return this;
    }

    /** A cosine; default: none. */
    public Builder minimumScore(double least) {
      minimumScore = least;
      return this;
    }

    /** Default: as the items were stored. */
    public Builder parts(double image, double description) {
      parts = new PartWeights(image, description);
      return this;
    }

    /** Default: 0, the words do not count beside what they mean. */
    public Builder lexical(double weight) {
      wordWeight = weight;
      return this;
    }

    /** Default: the first 10. */
    public Builder page(int first, int most) {
      offset = first;
      limit = most;
      return this;
    }

    /** Default: 10. */
    public Builder limit(int most) {
      limit = most;
      return this;
    }

    /**
     * The query.
     *
     * @throws InvalidQueryException if a setting is out of its range
     */
    public SearchQuery build() {
      return new SearchQuery(terms, filter, minimumScore, parts, wordWeight, offset, limit);
    }
  }
}

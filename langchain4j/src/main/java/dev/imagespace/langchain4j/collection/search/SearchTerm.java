package dev.imagespace.langchain4j.collection.search;

import dev.imagespace.image.ImageSource;

/**
 * One term of a query's sum. A weight above zero favours what is like it, one below zero what is
 * not; a term of weight zero is left out. Immutable.
 */
public sealed interface SearchTerm {
  double weight();

  /** Like these words. */
  record Words(String text, double weight) implements SearchTerm {
    /** Refuses blank words and a weight that is no number. */
    public Words {
      if (text.isBlank()) {
        throw new InvalidQueryException("A term of the query has no words.");
      }
      requireFinite(weight);
    }
  }

  /** Like this picture. */
  record Picture(ImageSource image, double weight) implements SearchTerm {
    /** Refuses a weight that is no number. */
    public Picture {
      requireFinite(weight);
    }
  }

  /** Like an item of the collection, which is found itself too. */
  record Item(String id, double weight) implements SearchTerm {
    /** Refuses a weight that is no number. */
    public Item {
      requireFinite(weight);
    }
  }

  private static void requireFinite(double weight) {
    if (!Double.isFinite(weight)) {
      throw new InvalidQueryException(
          "The weight of a term is %s; give a finite number.".formatted(weight));
    }
  }
}

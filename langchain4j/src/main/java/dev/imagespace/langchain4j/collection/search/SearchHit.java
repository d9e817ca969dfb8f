package dev.imagespace.langchain4j.collection.search;

import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.PartVectors.PartScores;

/**
 * An item that was found.
 *
 * @param scores the cosine with the query, where LangChain4j's scores are (1 + cosine) / 2, and
 *     what of it the picture and the description gave
 * @param entry what the collection knows of the item
 */
public record SearchHit(PartScores scores, CollectionEntry entry) {

  public String id() {
    return entry.id();
  }

  /** The cosine with the query. */
  public double score() {
    return scores.total();
  }
}

package dev.imagespace;

import java.util.List;

/**
 * The vector of a query, and those of its clauses: the inner product of a stored vector with each
 * term tells what a clause has to do with the score. Immutable, as long as nobody writes into the
 * vectors.
 *
 * @param vector unit length, or all zero where no clause is left or the clauses cancel
 * @param clauses those that count, in the order in which they were added
 */
public record QueryEmbedding(float[] vector, List<ClauseEmbedding> clauses) {

  public QueryEmbedding {
    clauses = List.copyOf(clauses);
  }

  /**
   * A clause and its vector.
   *
   * @param vector as the network or the caller gave it; it enters the sum at the length of the
   *     clause's weight
   */
  public record ClauseEmbedding(Clause clause, float[] vector) {}
}

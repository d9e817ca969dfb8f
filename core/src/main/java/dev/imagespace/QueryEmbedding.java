package dev.imagespace;

import java.util.List;

/**
 * The vector of a query, {@code q = L2norm(Σ wᵢ·uᵢ)}, and those of its clauses, which at unit
 * length are the {@code uᵢ}. The share of a clause in the score {@code q·v} of a stored vector is
 * {@code wᵢ·(uᵢ·v) / ‖Σ wⱼ·uⱼ‖}. Immutable, as long as nobody writes into the vectors.
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
   * @param vector as the network or the caller gave it, not normalised
   */
  public record ClauseEmbedding(Clause clause, float[] vector) {}
}

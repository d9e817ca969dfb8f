package dev.imagespace.tokenize;

import org.jspecify.annotations.Nullable;

/**
 * How many ids of a text sentence-transformers lets a network read, special tokens included, in the
 * order in which its settings count. Immutable.
 *
 * @param positions of the network, which no setting exceeds
 * @param maxLength of tokenizer_config.json, before all others; null for none
 * @param modelMaxLength of sentence_bert_config.json or tokenizer_config.json, behind what
 *     tokenizer.json says; null for none
 */
public record TextLimit(
    int positions, @Nullable Integer maxLength, @Nullable Integer modelMaxLength) {

  /**
   * The limit.
   *
   * @param ofFile what tokenizer.json says; null for nothing
   */
  int with(@Nullable Integer ofFile) {
    for (Integer limit : new Integer[] {maxLength, ofFile, modelMaxLength}) {
      if (limit != null) {
        return Math.min(limit, positions);
      }
    }
    return positions;
  }
}

package dev.imagespace.tokenize;

import dev.imagespace.model.InvalidCheckpointException;

/** How many ids a network reads of a text. Stateless. */
final class ContextLength {
  private static final int LONGEST = 1 << 20;

  private ContextLength() {}

  /** A tokenizer that is to leave less than its own special tokens ends the process. */
  static void requireRoom(int length, int specialTokens, String source) {
    if (length <= specialTokens || length > LONGEST) {
      throw new InvalidCheckpointException(
          "The context length is %d, and '%s' puts %d special tokens around a text: it must be from %d to %,d. See context_length, max_position_embeddings and model_max_length of the model."
              .formatted(length, source, specialTokens, specialTokens + 1, LONGEST));
    }
  }
}

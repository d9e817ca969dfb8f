package dev.imagespace.tokenize;

import dev.imagespace.execution.TextRejectedException;
import org.jspecify.annotations.Nullable;

/** Text to token ids. Thread-safe. */
public interface TextTokenizer extends AutoCloseable {

  /**
   * Ids with BOS and EOS (or CLS and SEP), truncated to the context length.
   *
   * @param language of the text, as the model names it; null for the one that is set
   * @throws TextRejectedException where the text is too long to be looked at, or the model knows no
   *     such language
   */
  Tokens tokenize(String text, @Nullable String language);

  /** The ids in the language that is set. */
  default int[] encode(String text) {
    return tokenize(text, null).ids();
  }

  /** The most ids that {@link #tokenize} returns. */
  int contextLength();

  /** A digest of what decides the ids: vocabulary, rules, cleaning. Hex. */
  String fingerprint();

  /** What it is, in words, for a log line. */
  String describe();

  @Override
  void close();
}

package dev.imagespace.tokenize;

/** Text to token ids. Thread-safe. */
public interface TextTokenizer extends AutoCloseable {

  /** Ids with BOS and EOS (or CLS and SEP), truncated to the context length, not padded. */
  int[] encode(String text);

  /** The most ids that {@link #encode} returns. */
  int contextLength();

  /** A digest of what decides the ids: vocabulary, rules, cleaning. Hex. */
  String fingerprint();

  /** What it is, in words, for a log line. */
  String describe();

  @Override
  void close();
}

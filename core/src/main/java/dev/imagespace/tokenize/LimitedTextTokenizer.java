package dev.imagespace.tokenize;

import dev.imagespace.execution.TextRejectedException;
import org.jspecify.annotations.Nullable;

/** A tokenizer that looks at no text that is longer than texts may be. Thread-safe. */
public final class LimitedTextTokenizer implements TextTokenizer {
  private final TextTokenizer tokenizer;
  private final int maxLength;

  /**
   * Closes the given one with itself.
   *
   * @param maxLength of a text, in characters
   */
  public LimitedTextTokenizer(TextTokenizer tokenizer, int maxLength) {
    this.tokenizer = tokenizer;
    this.maxLength = maxLength;
  }

  @Override
  public Tokens tokenize(String text, @Nullable String language) {
    if (text.length() > maxLength) {
      throw new TextRejectedException(
          "A text of %,d characters is longer than the limit of %,d. Shorten it, as the model reads no more than its first %d tokens, or raise 'imagespace.text.max-length'."
              .formatted(text.length(), maxLength, contextLength()));
    }
    return tokenizer.tokenize(text, language);
  }

  @Override
  public int contextLength() {
    return tokenizer.contextLength();
  }

  @Override
  public String fingerprint() {
    return tokenizer.fingerprint();
  }

  @Override
  public String describe() {
    return tokenizer.describe();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}

package dev.imagespace.tokenize;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.fingerprint.Sha256;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A tokenizer whose ids are changed after the fact. Thread-safe.
 *
 * @param tokenizer closed with this one
 * @param rule names the change with its settings, for the fingerprint
 */
record AdaptedTokenizer(
    TextTokenizer tokenizer, Change change, int contextLength, CanonicalText rule, String describe)
    implements TextTokenizer {

  /** From what a tokenizer gives to what a network reads. */
  interface Change {
    Tokens tokenize(TextTokenizer tokenizer, String text, @Nullable String language);
  }

  @Override
  public Tokens tokenize(String text, @Nullable String language) {
    return change.tokenize(tokenizer, text, language);
  }

  @Override
  public String fingerprint() {
    CanonicalText both = rule.with("tokenizer", tokenizer.fingerprint());
    return HexFormat.of().formatHex(Sha256.digest().digest(both.bytes()));
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}

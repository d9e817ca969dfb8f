package dev.imagespace.tokenize;

import dev.imagespace.fingerprint.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Puts the words before every text that sentence-transformers calls a prompt. Thread-safe.
 *
 * @param tokenizer closed with this one
 */
public record PromptedTokenizer(String prompt, TextTokenizer tokenizer) implements TextTokenizer {

  @Override
  public Tokens tokenize(String text, @Nullable String language) {
    return tokenizer.tokenize(prompt + text, language);
  }

  @Override
  public int contextLength() {
    return tokenizer.contextLength();
  }

  @Override
  public String fingerprint() {
    MessageDigest digest = Sha256.digest();
    digest.update((tokenizer.fingerprint() + "\nprompt ").getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest.digest(prompt.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public String describe() {
    return "%s, behind a prompt of %d characters".formatted(tokenizer.describe(), prompt.length());
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}

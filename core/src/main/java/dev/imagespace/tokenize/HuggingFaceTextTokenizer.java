package dev.imagespace.tokenize;

import dev.imagespace.tokenize.clean.TextCleaning;
import dev.imagespace.tokenize.file.TokenizerFile;
import dev.imagespace.tokenize.file.WordBreaks;

/** Cleaning, then Hugging Face's tokenizer, which adds special tokens and cuts. Thread-safe. */
final class HuggingFaceTextTokenizer implements TextTokenizer {
  private final NativeTokenizer tokenizer;
  private final TextCleaning cleaning;
  private final WordBreaks breaks;
  private final int contextLength;
  private final String fingerprint;
  private final String source;

  HuggingFaceTextTokenizer(byte[] json, String source, int contextLength, TextCleaning cleaning) {
    TokenizerFile file = TokenizerFile.read(json, source);
    ContextLength.requireRoom(contextLength, file.specialTokens(), source);
    this.tokenizer = NativeTokenizer.truncating(file.canonical(), source, contextLength);
    this.breaks = file.wordBreaks();
    this.cleaning = cleaning;
    this.contextLength = contextLength;
    this.fingerprint = Fingerprint.of("hugging-face", contextLength, cleaning, json);
    this.source = source;
  }

  @Override
  public int[] encode(String text) {
    String cleaned = cleaning.clean(text);
    return tokenizer.encode(TextBeginning.of(cleaned, contextLength, breaks), true);
  }

  @Override
  public int contextLength() {
    return contextLength;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public String describe() {
    String file = source.substring(Math.max(source.lastIndexOf('/'), source.lastIndexOf('\\')) + 1);
    return cleaning == TextCleaning.NONE
        ? "Hugging Face tokenizer, " + file
        : "Hugging Face tokenizer, %s, behind OpenCLIP's cleaning (%s)".formatted(file, cleaning);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}

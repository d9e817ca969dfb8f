package dev.imagespace.tokenize;

/** Cleaning, then Hugging Face's tokenizer, which adds special tokens and cuts. Thread-safe. */
final class HuggingFaceTextTokenizer implements TextTokenizer {
  private final NativeTokenizer tokenizer;
  private final TextCleaning cleaning;
  private final int contextLength;
  private final String fingerprint;
  private final String source;

  HuggingFaceTextTokenizer(byte[] json, String source, int contextLength, TextCleaning cleaning) {
    this.tokenizer = NativeTokenizer.truncating(json, source, contextLength);
    this.cleaning = cleaning;
    this.contextLength = contextLength;
    this.fingerprint = Fingerprint.of("hugging-face", contextLength, cleaning, json);
    this.source = source;
  }

  @Override
  public int[] encode(String text) {
    return tokenizer.encode(cleaning.clean(text), true);
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
    return cleaning == TextCleaning.NONE
        ? "Hugging Face tokenizer of '%s', at most %d tokens".formatted(source, contextLength)
        : "Hugging Face tokenizer of '%s', at most %d tokens, behind OpenCLIP's cleaning (%s)"
            .formatted(source, contextLength, cleaning);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}

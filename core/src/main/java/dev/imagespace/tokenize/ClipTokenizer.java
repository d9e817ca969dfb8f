package dev.imagespace.tokenize;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.tokenize.clean.TextCleaning;
import java.nio.file.Path;

/**
 * The tokenizers that CLIP checkpoints are used with. Which one applies follows from the handler
 * and the checkpoint, never from the files that happen to lie beside the weights.
 */
public final class ClipTokenizer {

  private ClipTokenizer() {}

  /**
   * As transformers reads a checkpoint directory: {@code tokenizer.json}, or {@code vocab.json} and
   * {@code merges.txt}.
   */
  public static TextTokenizer huggingFace(Path directory, TextLimit limit) {
    return huggingFace(directory, limit, TextCleaning.NONE);
  }

  /** The same for a text of so many ids, whatever the files say of it. */
  public static TextTokenizer huggingFace(Path directory, int contextLength) {
    return ofDirectory(directory, contextLength, TextCleaning.NONE);
  }

  /**
   * As OpenCLIP uses a Hugging Face tokenizer ({@code text_cfg.hf_tokenizer_name}): its own
   * cleaning of the text, {@link TextCleaning#WHITESPACE} unless the checkpoint names another,
   * before the tokenizer of the directory.
   */
  public static TextTokenizer ofDirectory(
      Path directory, int contextLength, TextCleaning cleaning) {
    return huggingFace(directory, new TextLimit(contextLength, contextLength, null), cleaning);
  }

  /** The same of a {@code tokenizer.json} alone. */
  public static TextTokenizer huggingFace(
      Path tokenizerJson, int contextLength, TextCleaning cleaning) {
    return CleaningTokenizer.huggingFace(
        TokenizerDocument.ofFile(tokenizerJson),
        new TextLimit(contextLength, contextLength, null),
        cleaning);
  }

  private static TextTokenizer huggingFace(Path directory, TextLimit limit, TextCleaning cleaning) {
    return CleaningTokenizer.huggingFace(TokenizerDocument.of(directory), limit, cleaning);
  }

  /** As {@link #ofDirectory(Path, int, TextCleaning)}, with what else the checkpoint says. */
  public static TextTokenizer ofDirectory(Path directory, int contextLength, OpenClipUse use) {
    return new HuggingFaceTokenizers(TokenizerDocument.of(directory), directory)
        .openClip(contextLength, use);
  }

  /**
   * OpenCLIP's own tokenizer, for checkpoints that name none: it needs no file, as its vocabulary
   * comes with this library. Its cleaning is {@link TextCleaning#LOWER} unless the checkpoint names
   * another.
   */
  public static TextTokenizer openClip(int contextLength, TextCleaning cleaning) {
    return CleaningTokenizer.openClip(contextLength, cleaning);
  }

  /** The same for a network that reads padding, of zeros up to the context length. */
  public static TextTokenizer openClipPadded(int contextLength, TextCleaning cleaning) {
    TextTokenizer tokenizer = CleaningTokenizer.openClip(contextLength, cleaning);
    return new AdaptedTokenizer(
        tokenizer,
        (inner, text, language) ->
            HuggingFaceTokenizers.padded(inner.tokenize(text, language), 0, contextLength),
        contextLength,
        CanonicalText.of("padded").with("padding", 0),
        tokenizer.describe() + ", padded with 0");
  }
}

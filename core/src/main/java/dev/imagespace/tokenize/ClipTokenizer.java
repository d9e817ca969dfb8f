package dev.imagespace.tokenize;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tokenize.clean.TextCleaning;
import dev.imagespace.tokenize.file.JsonFiles;
import java.nio.file.Files;
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
  public static TextTokenizer huggingFace(Path directory, int contextLength) {
    Path json = directory.resolve("tokenizer.json");
    if (Files.isRegularFile(json)) {
      return huggingFace(json, contextLength, TextCleaning.NONE);
    }
    Path vocab = directory.resolve("vocab.json");
    Path merges = directory.resolve("merges.txt");
    if (!Files.isRegularFile(vocab) || !Files.isRegularFile(merges)) {
      throw new InvalidCheckpointException(
          "'%s' has neither a tokenizer.json nor vocab.json and merges.txt. Download the model again."
              .formatted(directory));
    }
    ClipVocabulary vocabulary = ClipVocabulary.read(vocab, merges);
    byte[] composed =
        TokenizerJson.huggingFace(vocabulary, SpecialTokens.of(directory, vocabulary));
    return CleaningTokenizer.huggingFace(
        composed, vocab.toString(), contextLength, TextCleaning.NONE);
  }

  /**
   * As OpenCLIP uses a Hugging Face tokenizer ({@code text_cfg.hf_tokenizer_name}): its own
   * cleaning of the text, {@link TextCleaning#WHITESPACE} unless the checkpoint names another,
   * before the given {@code tokenizer.json}.
   */
  public static TextTokenizer huggingFace(
      Path tokenizerJson, int contextLength, TextCleaning cleaning) {
    return CleaningTokenizer.huggingFace(
        JsonFiles.bytes(tokenizerJson), tokenizerJson.toString(), contextLength, cleaning);
  }

  /** The same with what else the checkpoint says of its use. */
  public static TextTokenizer huggingFace(Path tokenizerJson, int contextLength, OpenClipUse use) {
    return new HuggingFaceTokenizers(tokenizerJson).openClip(contextLength, use);
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

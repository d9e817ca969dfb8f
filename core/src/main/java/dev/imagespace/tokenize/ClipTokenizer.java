package dev.imagespace.tokenize;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tokenize.clean.TextCleaning;
import dev.imagespace.tokenize.file.JsonFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
        JsonFiles.bytes(tokenizerJson),
        tokenizerJson.toString(),
        new TextLimit(contextLength, contextLength, null),
        cleaning,
        List.of());
  }

  private static TextTokenizer huggingFace(Path directory, TextLimit limit, TextCleaning cleaning) {
    Path json = directory.resolve("tokenizer.json");
    if (Files.isRegularFile(json)) {
      return CleaningTokenizer.huggingFace(
          JsonFiles.bytes(json), json.toString(), limit, cleaning, AddedTokenFiles.of(directory));
    }
    Path vocab = directory.resolve("vocab.json");
    Path merges = directory.resolve("merges.txt");
    if (!Files.isRegularFile(vocab) || !Files.isRegularFile(merges)) {
      throw new InvalidCheckpointException(
          "'%s' has neither a tokenizer.json nor vocab.json and merges.txt: how texts become tokens is unknown. Add those that the model was published with."
              .formatted(directory));
    }
    ClipVocabulary vocabulary = ClipVocabulary.read(vocab, merges);
    byte[] composed =
        TokenizerJson.huggingFace(vocabulary, SpecialTokens.of(directory, vocabulary));
    return CleaningTokenizer.huggingFace(
        composed, vocab.toString(), limit, cleaning, AddedTokenFiles.of(directory));
  }

  /**
   * OpenCLIP's own tokenizer, for checkpoints that name none: it needs no file, as its vocabulary
   * comes with this library. Its cleaning is {@link TextCleaning#LOWER} unless the checkpoint names
   * another.
   */
  public static TextTokenizer openClip(int contextLength, TextCleaning cleaning) {
    return CleaningTokenizer.openClip(contextLength, cleaning);
  }
}

package dev.imagespace.tokenize;

import com.google.gson.JsonObject;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tokenize.file.JsonFiles;
import dev.imagespace.tokenize.file.TokenizerFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The {@code tokenizer.json} of a checkpoint: its file, or what {@code vocab.json} and {@code
 * merges.txt} make where it has none.
 *
 * @param source names it in messages
 * @param added tokens that neighbouring files name
 */
record TokenizerDocument(byte[] json, String source, List<JsonObject> added) {

  /** As transformers reads a checkpoint directory. */
  static TokenizerDocument of(Path directory) {
    Path json = directory.resolve("tokenizer.json");
    if (Files.isRegularFile(json)) {
      return new TokenizerDocument(
          JsonFiles.bytes(json), json.toString(), AddedTokenFiles.of(directory));
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
    return new TokenizerDocument(composed, vocab.toString(), AddedTokenFiles.of(directory));
  }

  /** A file alone. */
  static TokenizerDocument ofFile(Path tokenizerJson) {
    return new TokenizerDocument(
        JsonFiles.bytes(tokenizerJson), tokenizerJson.toString(), List.of());
  }

  TokenizerFile read() {
    return TokenizerFile.read(json, source, added);
  }
}

package dev.imagespace.tokenize.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code vocab.json} and {@code merges.txt}, as older CLIP checkpoints carry them.
 *
 * @param ids of every token, in the order of the file
 * @param merges two tokens each, with a space between; both and what they make are tokens
 */
public record VocabularyFiles(Map<String, Integer> ids, List<String> merges) {

  /** Reads both. */
  public static VocabularyFiles read(Path vocab, Path merges) {
    Vocabulary vocabulary = new Vocabulary(new TokenizerSource(vocab.toString()));
    try {
      StrictJson.read(
          JsonFiles.bytes(vocab),
          json -> {
            json.object(token -> vocabulary.add(token, json.number(), "$"));
            return vocabulary;
          });
    } catch (IOException e) {
      throw JsonFiles.notStrict(vocab.toString(), e);
    }
    return new VocabularyFiles(vocabulary.ids(), merges(merges, vocabulary));
  }

  private static List<String> merges(Path file, Vocabulary vocabulary) {
    List<String> lines =
        new String(JsonFiles.bytes(file), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("#version"))
            .toList();
    TokenizerSource source = new TokenizerSource(file.toString());
    List<String> pairs = new ArrayList<>();
    for (String line : lines) {
      Vocabularies.addMerge(line.split(" ", -1), pairs, source);
    }
    vocabulary.requireMerges(pairs, source);
    return lines;
  }
}

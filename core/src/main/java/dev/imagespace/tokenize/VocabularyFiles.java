package dev.imagespace.tokenize;

import com.google.gson.JsonElement;
import dev.imagespace.model.InvalidCheckpointException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code vocab.json} and {@code merges.txt}, as older CLIP checkpoints carry them. */
final class VocabularyFiles {

  private VocabularyFiles() {}

  static ClipVocabulary read(Path vocab, Path merges) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    for (Map.Entry<String, JsonElement> token : JsonFiles.object(vocab).entrySet()) {
      ids.put(token.getKey(), id(vocab, token));
    }
    for (String special : List.of(ClipVocabulary.START, ClipVocabulary.END)) {
      if (!ids.containsKey(special)) {
        throw new InvalidCheckpointException(
            "'%s' has no token '%s', so it is not a CLIP vocabulary; add the model's tokenizer.json."
                .formatted(vocab, special));
      }
    }
    return new ClipVocabulary(ids, merges(merges));
  }

  private static int id(Path vocab, Map.Entry<String, JsonElement> token) {
    try {
      return token.getValue().getAsBigDecimal().intValueExact();
    } catch (RuntimeException e) {
      throw new InvalidCheckpointException(
          "'%s' gives token '%s' the id %s, which is no integer. Download the model again."
              .formatted(vocab, token.getKey(), token.getValue()),
          e);
    }
  }

  private static List<String> merges(Path merges) {
    return new String(JsonFiles.bytes(merges), StandardCharsets.UTF_8)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#version"))
        .toList();
  }
}

package dev.imagespace.tokenize.file;

import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The two long parts of a model, read without a tree of them. Stateless. */
final class Vocabularies {
  private static final int MOST_MERGES = 2_000_000;

  private Vocabularies() {}

  /** Tokens with ids, or a list of tokens with scores. */
  static void read(StrictJson json, Vocabulary vocabulary) throws IOException {
    if (json.next() == JsonToken.BEGIN_ARRAY) {
      json.array(index -> readScored(json, vocabulary));
    } else {
      json.object(token -> vocabulary.add(token, json.number(), "$.model.vocab"));
    }
  }

  private static void readScored(StrictJson json, Vocabulary vocabulary) throws IOException {
    String[] token = new String[1];
    json.array(
        index -> {
          switch (index) {
            case 0 -> token[0] = json.string();
            case 1 -> vocabulary.addScored(token[0], json.number(), "$.model.vocab");
            default -> throw new IOException("more than a token and its score");
          }
        });
    if (token[0] == null || !vocabulary.ids().containsKey(token[0])) {
      throw new IOException("a token without a score");
    }
  }

  /** Pairs, one behind the other, of lists of two tokens, or of texts with a space between them. */
  static void readMerges(StrictJson json, List<String> merges, TokenizerSource source)
      throws IOException {
    json.array(
        number -> {
          if (json.next() == JsonToken.STRING) {
            addMerge(json.string().split(" ", -1), merges, source);
          } else {
            List<String> pair = new ArrayList<>(2);
            json.array(index -> pair.add(json.string()));
            addMerge(pair.toArray(String[]::new), merges, source);
          }
        });
  }

  static void addMerge(String[] pair, List<String> merges, TokenizerSource source) {
    if (pair.length != 2 || merges.size() >= 2 * MOST_MERGES) {
      throw source.refused(
          "$.model.merges", String.join(" ", pair), "at most 2,000,000 pairs of two tokens");
    }
    merges.add(pair[0]);
    merges.add(pair[1]);
  }
}

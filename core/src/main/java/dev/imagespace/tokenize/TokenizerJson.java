package dev.imagespace.tokenize;

import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Composes a {@code tokenizer.json}, the one form that the native tokenizer takes, for vocabularies
 * that come without one.
 */
final class TokenizerJson {
  private static final String WORDS = "[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

  /**
   * OpenCLIP ignores case: the iota subscript, a mark whose capital is a letter, is then neither
   * letter nor symbol, and left out.
   */
  private static final String OPEN_CLIP_WORDS = WORDS.replace("\\p{N}]+", "\\p{N}\u0345]+");

  private static final String SPECIALS = "<\\|startoftext\\|>|<\\|endoftext\\|>|";
  private static final String ENDINGS = "'s|'t|'re|'ve|'m|'ll|'d|";

  /** For the same reason, the long s is an s to it. */
  private static final String LONG_S_ENDING = "'\u017f|";

  private final JsonWriter json;

  private TokenizerJson(JsonWriter json) {
    this.json = json;
  }

  /** What transformers makes of a CLIP vocabulary: normalised, lower-cased, BOS and EOS added. */
  static byte[] huggingFace(ClipVocabulary vocabulary, SpecialTokens specials) {
    return compose(
        writer -> {
          writer.addedTokens(vocabulary, specials);
          writer.normalizer();
          writer.splitting(SPECIALS + ENDINGS + WORDS, true);
          writer.beginAndEnd(vocabulary);
          writer.bytePairs(vocabulary);
        });
  }

  /** The bare encoding, for text that was cleaned before: no special token is known. */
  static byte[] openClip(ClipVocabulary vocabulary) {
    return compose(
        writer -> {
          writer.splitting(LONG_S_ENDING + ENDINGS + OPEN_CLIP_WORDS, false);
          writer.bytePairs(vocabulary);
        });
  }

  private interface Part {
    void write(TokenizerJson writer) throws IOException;
  }

  private static byte[] compose(Part parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 21);
    try (JsonWriter json = new JsonWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8))) {
      json.setHtmlSafe(false);
      json.beginObject().name("version").value("1.0");
      parts.write(new TokenizerJson(json));
      json.endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A write to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private void addedTokens(ClipVocabulary vocabulary, SpecialTokens specials) throws IOException {
    json.name("added_tokens").beginArray();
    addedToken(vocabulary, ClipVocabulary.START, specials.startNormalized());
    addedToken(vocabulary, ClipVocabulary.END, specials.endNormalized());
    json.endArray();
  }

  private void addedToken(ClipVocabulary vocabulary, String token, boolean normalized)
      throws IOException {
    json.beginObject();
    json.name("id").value(vocabulary.id(token)).name("content").value(token);
    json.name("single_word").value(false).name("lstrip").value(false).name("rstrip").value(false);
    json.name("normalized").value(normalized).name("special").value(true);
    json.endObject();
  }

  private void normalizer() throws IOException {
    json.name("normalizer").beginObject().name("type").value("Sequence");
    json.name("normalizers").beginArray();
    json.beginObject().name("type").value("NFC").endObject();
    json.beginObject().name("type").value("Replace").name("pattern");
    regex("\\s+");
    json.name("content").value(" ").endObject();
    json.beginObject().name("type").value("Lowercase").endObject();
    json.endArray().endObject();
  }

  private void splitting(String pieces, boolean again) throws IOException {
    json.name("pre_tokenizer").beginObject().name("type").value("Sequence");
    json.name("pretokenizers").beginArray();
    json.beginObject().name("type").value("Split").name("pattern");
    regex(pieces);
    json.name("behavior").value("Removed").name("invert").value(true).endObject();
    json.beginObject().name("type").value("ByteLevel").name("add_prefix_space").value(false);
    json.name("trim_offsets").value(true).name("use_regex").value(again).endObject();
    json.endArray().endObject();
  }

  private void regex(String pattern) throws IOException {
    json.beginObject().name("Regex").value(pattern).endObject();
  }

  private void beginAndEnd(ClipVocabulary vocabulary) throws IOException {
    json.name("post_processor").beginObject().name("type").value("RobertaProcessing");
    specialToken("sep", vocabulary, ClipVocabulary.END);
    specialToken("cls", vocabulary, ClipVocabulary.START);
    json.name("trim_offsets").value(false).name("add_prefix_space").value(false).endObject();
  }

  private void specialToken(String role, ClipVocabulary vocabulary, String token)
      throws IOException {
    json.name(role).beginArray().value(token).value(vocabulary.id(token)).endArray();
  }

  private void bytePairs(ClipVocabulary vocabulary) throws IOException {
    json.name("model").beginObject().name("type").value("BPE");
    json.name("unk_token").value(ClipVocabulary.END);
    json.name("continuing_subword_prefix").value("");
    json.name("end_of_word_suffix").value(ClipVocabulary.WORD_END);
    json.name("fuse_unk").value(false).name("byte_fallback").value(false);
    json.name("vocab").beginObject();
    for (Map.Entry<String, Integer> token : vocabulary.ids().entrySet()) {
      json.name(token.getKey()).value(token.getValue());
    }
    json.endObject().name("merges").beginArray();
    for (String merge : vocabulary.merges()) {
      json.value(merge);
    }
    json.endArray().endObject();
  }
}

package dev.imagespace.tokenize.file;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonWriter;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Writes a checked tokenizer, part by part. Not thread-safe. */
final class TokenizerFileWriter {
  private static final Gson GSON =
      new GsonBuilder().serializeNulls().disableHtmlEscaping().create();

  private static final JsonElement BYTE_PAIRS = new JsonPrimitive("BPE");

  private final JsonWriter json;

  private TokenizerFileWriter(JsonWriter json) {
    this.json = json;
  }

  static byte[] write(
      JsonElement addedTokens,
      Map<String, JsonElement> components,
      JsonObject model,
      Vocabulary vocabulary,
      List<String> merges) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 16);
    try (JsonWriter json =
        new JsonWriter(new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8)))) {
      json.setHtmlSafe(false);
      json.setSerializeNulls(true);
      json.beginObject().name("version").value("1.0");
      TokenizerFileWriter writer = new TokenizerFileWriter(json);
      writer.write("added_tokens", addedTokens);
      writer.write(components);
      json.name("model").beginObject();
      writer.write(model.asMap());
      writer.vocabulary(vocabulary);
      if (BYTE_PAIRS.equals(model.get("type"))) {
        writer.merges(merges);
      }
      json.endObject().endObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A write to memory failed", e);
    }
    return bytes.toByteArray();
  }

  private void write(Map<String, JsonElement> members) throws IOException {
    for (Map.Entry<String, JsonElement> member : members.entrySet()) {
      write(member.getKey(), member.getValue());
    }
  }

  private void write(String name, JsonElement value) throws IOException {
    json.name(name);
    GSON.toJson(value, json);
  }

  private void vocabulary(Vocabulary vocabulary) throws IOException {
    json.name("vocab");
    if (vocabulary.scores().isEmpty()) {
      json.beginObject();
      for (Map.Entry<String, Integer> token : vocabulary.ids().entrySet()) {
        json.name(token.getKey()).value(token.getValue());
      }
      json.endObject();
    } else {
      json.beginArray();
      for (Map.Entry<String, Integer> token : vocabulary.ids().entrySet()) {
        String score = vocabulary.scores().get(token.getValue());
        json.beginArray().value(token.getKey()).jsonValue(score).endArray();
      }
      json.endArray();
    }
  }

  private void merges(List<String> merges) throws IOException {
    json.name("merges").beginArray();
    for (int i = 0; i < merges.size(); i += 2) {
      json.beginArray().value(merges.get(i)).value(merges.get(i + 1)).endArray();
    }
    json.endArray();
  }
}

package dev.imagespace.tokenize.file;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The special tokens around a text, of a {@code post_processor} that was checked. Stateless. */
final class PostProcessing {

  private PostProcessing() {}

  static int specialTokens(@Nullable JsonElement checked) {
    if (!(checked instanceof JsonObject processor)) {
      return 0;
    }
    return switch (processor.get("type").getAsString()) {
      case "Sequence" ->
          processor.getAsJsonArray("processors").asList().stream()
              .mapToInt(PostProcessing::specialTokens)
              .sum();
      case "TemplateProcessing" -> Template.specialTokens(processor.get("single"));
      case "ByteLevel" -> 0;
      default -> 2;
    };
  }

  /** Of a template alone; what older forms put around a text is not named here. */
  static List<String> tokens(@Nullable JsonElement checked) {
    return checked instanceof JsonObject processor && processor.has("single")
        ? Template.tokens(processor.get("single"))
        : List.of();
  }

  /** With all that follows from the rest of it. */
  static JsonElement completed(JsonElement checked, Vocabulary vocabulary) {
    JsonObject processor = checked.getAsJsonObject();
    return switch (processor.get("type").getAsString()) {
      case "Sequence" -> {
        JsonArray completed = new JsonArray();
        processor
            .getAsJsonArray("processors")
            .forEach(p -> completed.add(completed(p, vocabulary)));
        JsonObject sequence = processor.deepCopy();
        sequence.add("processors", completed);
        yield sequence;
      }
      case "TemplateProcessing" -> Template.completed(processor, vocabulary);
      default -> processor;
    };
  }
}

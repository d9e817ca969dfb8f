package dev.imagespace.tokenize;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import dev.imagespace.model.InvalidCheckpointException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Small and large JSON files of a tokenizer, read with an error that names them. */
final class JsonFiles {
  /** The largest tokenizer.json in use, of a multilingual vocabulary, has some 30 MB. */
  private static final long MAX_BYTES = 256L << 20;

  private JsonFiles() {}

  static byte[] bytes(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new InvalidCheckpointException(
            "'%s' has %,d bytes; the limit for a tokenizer's file is %,d."
                .formatted(file, Files.size(file), MAX_BYTES));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new InvalidCheckpointException(
          "Cannot read '%s' (%s). Download the model again, or check the path and its permissions."
              .formatted(file, e),
          e);
    }
  }

  static JsonObject object(Path file) {
    String json = new String(bytes(file), StandardCharsets.UTF_8);
    try {
      JsonElement element = JsonParser.parseString(json);
      if (element instanceof JsonObject object) {
        return object;
      }
    } catch (JsonParseException e) {
      throw notJson(file, e);
    }
    throw notJson(file, null);
  }

  static JsonObject objectOrEmpty(Path file) {
    return Files.isRegularFile(file) ? object(file) : new JsonObject();
  }

  private static InvalidCheckpointException notJson(Path file, @Nullable Exception cause) {
    String message = "'%s' is not a JSON object. Download the model again.".formatted(file);
    return cause == null
        ? new InvalidCheckpointException(message)
        : new InvalidCheckpointException(message, cause);
  }
}

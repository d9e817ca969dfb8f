package dev.imagespace.tokenize.file;

import com.google.gson.JsonObject;
import dev.imagespace.model.InvalidCheckpointException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small and large files of a tokenizer, read with an error that names them. Stateless. */
public final class JsonFiles {
  /** The largest tokenizer.json in use, of 900,000 tokens for MetaCLIP 2, has some 62 MB. */
  private static final int MAX_BYTES = 128 << 20;

  private JsonFiles() {}

  public static byte[] bytes(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new InvalidCheckpointException(
            "'%s' has %,d bytes; the limit for a tokenizer's file is %,d."
                .formatted(file, Files.size(file), MAX_BYTES));
      }
      return bytes;
    } catch (IOException e) {
      throw new InvalidCheckpointException(
          "Cannot read '%s' (%s). Download the model again, or check the path and its permissions."
              .formatted(file, e),
          e);
    }
  }

  public static JsonObject object(Path file) {
    try {
      if (StrictJson.read(bytes(file), StrictJson::element) instanceof JsonObject object) {
        return object;
      }
      throw new IOException("another value than an object");
    } catch (IOException e) {
      throw notStrict(file.toString(), e);
    }
  }

  public static JsonObject objectOrEmpty(Path file) {
    return Files.isRegularFile(file) ? object(file) : new JsonObject();
  }

  static InvalidCheckpointException notStrict(String file, IOException cause) {
    return new InvalidCheckpointException(
        "'%s' is not a JSON object as RFC 8259 has it: %s. Download the model again."
            .formatted(file, TokenizerSource.cut(String.valueOf(cause.getMessage()))),
        cause);
  }
}

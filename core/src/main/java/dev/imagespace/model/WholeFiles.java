package dev.imagespace.model;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Whether a snapshot that others fetched is whole, as far as its files themselves tell. */
final class WholeFiles {
  private static final long MAX_HEADER_BYTES = 100_000_000;
  private static final int LENGTH_BYTES = 8;

  private WholeFiles() {}

  /** Whether there are weights, no link dangles, and each safetensors file ends where it says. */
  static boolean are(Path snapshot) {
    try (Stream<Path> walk = Files.walk(snapshot)) {
      List<Path> files = walk.filter(path -> !Files.isDirectory(path)).toList();
      boolean weights =
          files.stream().anyMatch(f -> f.toString().matches(".*\\.(safetensors|bin)"));
      for (Path file : files) {
        if (!Files.isRegularFile(file)
            || (file.toString().endsWith(".safetensors") && !isWhole(file))) {
          return false;
        }
      }
      return weights;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isWhole(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] length = in.readNBytes(LENGTH_BYTES);
      if (length.length < LENGTH_BYTES) {
        return false;
      }
      long header = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (header < 2 || header > MAX_HEADER_BYTES) {
        return false;
      }
      String json = new String(in.readNBytes((int) header), StandardCharsets.UTF_8);
      return LENGTH_BYTES + header + end(JsonParser.parseString(json).getAsJsonObject())
          == Files.size(file);
    } catch (RuntimeException notJson) {
      return false;
    }
  }

  private static long end(JsonObject header) {
    long end = 0;
    for (Map.Entry<String, JsonElement> entry : header.entrySet()) {
      JsonElement offsets = entry.getValue().getAsJsonObject().get("data_offsets");
      if (offsets != null) {
        end = Math.max(end, offsets.getAsJsonArray().get(1).getAsLong());
      }
    }
    return end;
  }
}

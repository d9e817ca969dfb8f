package dev.imagespace.model.cache;

import com.google.gson.stream.JsonReader;
import dev.imagespace.bounds.HeapShare;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Computes the length of a safetensors file from its header, in bytes. */
final class SafetensorsLength {
  private static final long MAX_HEADER_BYTES = HeapShare.of(32, 100_000_000);
  private static final int LENGTH_BYTES = 8;

  private SafetensorsLength() {}

  static long of(Path safetensors) throws IOException {
    try (InputStream in = Files.newInputStream(safetensors)) {
      long header =
          ByteBuffer.wrap(in.readNBytes(LENGTH_BYTES)).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (header < 2 || header > MAX_HEADER_BYTES) {
        throw new IOException("a header of %d bytes".formatted(header));
      }
      byte[] json = in.readNBytes((int) header);
      try (JsonReader reader =
          new JsonReader(
              new InputStreamReader(new ByteArrayInputStream(json), StandardCharsets.UTF_8))) {
        return LENGTH_BYTES + header + end(reader);
      }
    }
  }

  /**
   * The end of the last tensor. Parses the header as a stream, as its tree of objects would be
   * large.
   */
  private static long end(JsonReader header) throws IOException {
    long end = 0;
    header.beginObject();
    while (header.hasNext()) {
      if (header.nextName().equals("__metadata__")) {
        header.skipValue();
        continue;
      }
      header.beginObject();
      while (header.hasNext()) {
        if (header.nextName().equals("data_offsets")) {
          header.beginArray();
          header.skipValue();
          end = Math.max(end, header.nextLong());
          header.endArray();
        } else {
          header.skipValue();
        }
      }
      header.endObject();
    }
    return end;
  }
}

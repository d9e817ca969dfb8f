package dev.imagespace.langchain4j.collection.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.imagespace.langchain4j.collection.CollectionException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file that lists items, one a row: {@code id}, {@code picture} (a path, relative to the
 * manifest's directory, or a URI), {@code description}, {@code version}; every other column or
 * field is metadata. An item needs a picture or a description; without an id, its picture as
 * written is its id. UTF-8. Immutable and thread-safe.
 *
 * <p>The program names the manifest, so its pictures are read wherever they lie. A broken row is an
 * outcome of its own, named by its line.
 */
public final class Manifest implements ItemSource {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final boolean csv;

  private Manifest(Path file, boolean csv) {
    this.file = file;
    this.csv = csv;
  }

  /** Comma-separated values by RFC 4180, whose first row names the columns. */
  public static Manifest csv(Path file) {
    return new Manifest(file, true);
  }

  /** A JSON object on each line; numbers are metadata as numbers. */
  public static Manifest jsonLines(Path file) {
    return new Manifest(file, false);
  }

  @Override
  public Stream<SourceItem> items() {
    try {
      BufferedReader reader = Files.newBufferedReader(file);
      ManifestRows rows = csv ? new CsvRows(reader) : new JsonRows(reader);
      return Stream.generate(() -> next(rows))
          .takeWhile(one -> one != END)
          .onClose(() -> close(reader));
    } catch (IOException e) {
      throw new CollectionException("The manifest %s cannot be read (%s).".formatted(file, e), e);
    }
  }

  private static final SourceItem END =
      new SourceItem.Unreadable("end", new CollectionException("the end"));

  private SourceItem next(ManifestRows rows) {
    try {
      Map<String, Object> row = rows.next();
      return row == null ? END : ManifestRow.item(row, file.toAbsolutePath().resolveSibling(""));
    } catch (IOException e) {
      throw new CollectionException("The manifest %s cannot be read (%s).".formatted(file, e), e);
    } catch (RuntimeException e) {
      String place = "%s, line %d".formatted(file.getFileName(), rows.line());
      return new SourceItem.Unreadable(place, e);
    }
  }

  private static void close(BufferedReader reader) {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Objects of JSON, one a line; blank lines do not count. */
  private static final class JsonRows implements ManifestRows {
    private final BufferedReader reader;
    private int line;

    JsonRows(BufferedReader reader) {
      this.reader = reader;
    }

    @Override
    public int line() {
      return line;
    }

    @Override
    public @Nullable Map<String, Object> next() throws IOException {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        line++;
        if (!text.isBlank()) {
          return row(text.replace("\uFEFF", ""));
        }
      }
      return null;
    }

    private static Map<String, Object> row(String text) {
      try {
        Map<String, Object> row = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> one : JSON.readTree(text).properties()) {
          put(row, one.getKey(), one.getValue());
        }
        return row;
      } catch (JsonProcessingException e) {
        throw new CollectionException(
            "the line is no JSON object (%s)".formatted(e.getOriginalMessage()), e);
      }
    }

    private static void put(Map<String, Object> row, String name, JsonNode value) {
      if (value.isIntegralNumber()) {
        row.put(name, value.longValue());
      } else if (value.isNumber()) {
        row.put(name, value.doubleValue());
      } else if (!value.isNull()) {
        row.put(name, value.isValueNode() ? value.asText() : value.toString());
      }
    }
  }
}

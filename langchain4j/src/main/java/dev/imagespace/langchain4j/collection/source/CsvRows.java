package dev.imagespace.langchain4j.collection.source;

import dev.imagespace.langchain4j.collection.CollectionException;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Comma-separated values by RFC 4180: quotes, doubled ones in them, and line breaks in them. */
final class CsvRows implements ManifestRows {
  private final BufferedReader reader;
  private final List<String> columns;
  private int line;

  CsvRows(BufferedReader reader) throws IOException {
    this.reader = reader;
    List<String> first = read();
    columns = first == null ? List.of() : first;
  }

  @Override
  public int line() {
    return line;
  }

  @Override
  public @Nullable Map<String, Object> next() throws IOException {
    List<String> cells = read();
    if (cells == null) {
      return null;
    }
    if (cells.size() != columns.size()) {
      throw new CollectionException(
          "the row has %d cells; the first row names %d columns"
              .formatted(cells.size(), columns.size()));
    }
    Map<String, Object> row = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        row.put(columns.get(i), cells.get(i));
      }
    }
    return row;
  }

  /** The cells of the next line that is not blank; null behind the last. */
  private @Nullable List<String> read() throws IOException {
    String text = reader.readLine();
    while (text != null && text.isBlank()) {
      line++;
      text = reader.readLine();
    }
    if (text == null) {
      return null;
    }
    line++;
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = line == 1 && text.startsWith("\uFEFF") ? 1 : 0; ; i++) {
      if (i >= text.length()) {
        String more = quoted ? reader.readLine() : null;
        if (more == null) {
          cells.add(cell.toString());
          return cells;
        }
        line++;
        cell.append('\n');
        text = more;
        i = -1;
      } else if (quoted) {
        if (text.charAt(i) != '"') {
          cell.append(text.charAt(i));
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (text.charAt(i) == '"' && cell.isEmpty()) {
        quoted = true;
      } else if (text.charAt(i) == ',') {
        cells.add(cell.toString());
        cell.setLength(0);
      } else {
        cell.append(text.charAt(i));
      }
    }
  }
}

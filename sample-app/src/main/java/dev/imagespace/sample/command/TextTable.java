package dev.imagespace.sample.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Rows of texts in columns as wide as their widest text, for a person. Not thread-safe. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** As many texts in each row. */
  TextTable row(String... texts) {
    rows.add(List.of(texts));
    return this;
  }

  String render() {
    if (rows.isEmpty()) {
      return "";
    }
    int[] widths =
        IntStream.range(0, rows.get(0).size())
            .map(i -> rows.stream().mapToInt(row -> columns(row.get(i))).max().orElse(0))
            .toArray();
    var text = new StringBuilder();
    for (List<String> row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        line.append(row.get(i)).append(" ".repeat(widths[i] - columns(row.get(i)))).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int columns(String text) {
    return text.codePointCount(0, text.length());
  }

  /** A size as people say it; right-aligned, so that a column of them can be compared. */
  static String size(long bytes) {
    if (bytes < 1_000) {
      return String.format(Locale.ROOT, "%6d B ", bytes);
    }
    if (bytes < 1_000_000) {
      return String.format(Locale.ROOT, "%6.1f kB", bytes / 1e3);
    }
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%6.1f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%6.2f GB", bytes / 1e9);
  }
}

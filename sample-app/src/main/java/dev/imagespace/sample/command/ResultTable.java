package dev.imagespace.sample.command;

import dev.imagespace.langchain4j.collection.search.SearchHit;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Hits as a table that fits a terminal. Immutable. */
final class ResultTable {
  private static final int WIDTH = 96;
  private static final int WIDEST_FILE = 56;

  private final List<SearchHit> hits;
  private final Path directory = Path.of("").toAbsolutePath();

  ResultTable(List<SearchHit> hits) {
    this.hits = List.copyOf(hits);
  }

  String render() {
    if (hits.isEmpty()) {
      return "No pictures.\n";
    }
    int widest = hits.stream().mapToInt(hit -> columns(file(hit.id()))).max().orElse(0);
    int width = Math.max("FILE".length(), Math.min(widest, WIDEST_FILE));
    var table = new StringBuilder(row("", " SCORE", "FILE", "DESCRIPTION", width));
    for (int i = 0; i < hits.size(); i++) {
      SearchHit hit = hits.get(i);
      String score = String.format(Locale.ROOT, "%6.3f", hit.score());
      String description = hit.entry().description();
      table.append(
          row(
              String.valueOf(i + 1),
              score,
              file(hit.id()),
              description == null ? "" : Terminal.oneLine(description),
              width));
    }
    return table.toString();
  }

  private static String row(String rank, String score, String file, String description, int width) {
    String shown = columns(file) <= width ? file : "…" + last(file, width - 1);
    String padding = " ".repeat(Math.max(0, width - columns(shown)));
    String row = String.format(Locale.ROOT, "%4s  %s  %s%s  ", rank, score, shown, padding);
    int room = WIDTH - columns(row);
    return (row + (columns(description) <= room ? description : first(description, room - 1) + "…"))
            .stripTrailing()
        + "\n";
  }

  /** Relative where that is shorter: what a person would type here. */
  private String file(String id) {
    String file = id;
    try {
      Path path = Path.of(file);
      if (path.isAbsolute() && path.startsWith(directory)) {
        file = directory.relativize(path).toString();
      }
    } catch (InvalidPathException e) {
      // The name of a picture of the gallery need not be one of a file here.
    }
    return Terminal.oneLine(file);
  }

  private static int columns(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String first(String text, int columns) {
    return text.substring(0, text.offsetByCodePoints(0, columns));
  }

  private static String last(String text, int columns) {
    return text.substring(text.offsetByCodePoints(text.length(), -columns));
  }
}

package dev.imagespace.testing.mutation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What became of one case, and the line that says so to the other process.
 *
 * @param what of a failure, in one line; else empty
 */
record Outcome(int number, Kind kind, String what) {

  enum Kind {
    OPENED,
    REFUSED,
    FAILED
  }

  String line() {
    return "%d %s %s\n".formatted(number, kind, what.replaceAll("\\R", " "));
  }

  /** All that were written to the end of their line. */
  static List<Outcome> read(Path file) throws IOException {
    String text = Files.readString(file);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(Outcome::parse).toList();
  }

  private static Outcome parse(String line) {
    String[] parts = line.split(" ", 3);
    return new Outcome(Integer.parseInt(parts[0]), Kind.valueOf(parts[1]), parts[2]);
  }
}

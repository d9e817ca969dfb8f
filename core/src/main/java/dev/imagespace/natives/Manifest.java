package dev.imagespace.natives;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was unpacked to a directory, noted in a file of it: a line for each library with its hash
 * and the {@link FileFacts#stamp} it had then. Immutable.
 */
record Manifest(Map<String, Line> lines) {
  private static final String FILE = "manifest";
  private static final int PARTS = 3;

  /**
   * @param sha256 of the content that the jar has
   * @param stamp of the file when it was seen to have that content
   */
  record Line(String sha256, String stamp) {}

  /** Without lines where there is none, or one that nobody can read. */
  static Manifest of(Path directory) {
    Map<String, Line> lines = new LinkedHashMap<>();
    try {
      for (String line : Files.readAllLines(directory.resolve(FILE), UTF_8)) {
        String[] parts = line.split(" ", PARTS);
        if (parts.length == PARTS) {
          lines.put(parts[2], new Line(parts[0], parts[1]));
        }
      }
    } catch (IOException e) {
      return new Manifest(Map.of());
    }
    return new Manifest(lines);
  }

  /** Others see this one or the one before; it is written in the base first. */
  void writeTo(Path base, Path directory) throws IOException {
    StringBuilder text = new StringBuilder();
    lines.forEach(
        (name, line) ->
            text.append(line.sha256())
                .append(' ')
                .append(line.stamp())
                .append(' ')
                .append(name)
                .append('\n'));
    try (UnpackingFile partial = UnpackingFile.in(base, Permissions.readableByAll())) {
      try (OutputStream out = partial.stream()) {
        out.write(text.toString().getBytes(UTF_8));
      }
      partial.moveTo(directory.resolve(FILE));
    }
  }
}

package dev.imagespace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pictures and texts that the script made. */
final class Inputs {

  private Inputs() {}

  /** The first so many files of a directory, by name. */
  static List<Path> pictures(String directory, String count) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(directory))) {
      return files.sorted().limit(Long.parseLong(count)).toList();
    }
  }

  /** One text for each line. */
  static List<String> texts(String file) throws IOException {
    return Files.readAllLines(Path.of(file));
  }
}

package dev.imagespace.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What of this process lies in memory, as Linux counts it.
 *
 * @param total bytes
 * @param anonymous bytes that no file backs: heap, and whatever was copied or computed
 * @param mapped bytes of mapped files: weights, libraries
 */
public record ResidentMemory(long total, long anonymous, long mapped) {
  private static final Path STATUS = Path.of("/proc/self/status");

  public static ResidentMemory now() throws IOException {
    List<String> lines = Files.readAllLines(STATUS);
    return new ResidentMemory(
        bytes(lines, "VmRSS:"), bytes(lines, "RssAnon:"), bytes(lines, "RssFile:"));
  }

  /** Garbage is not what a model needs. */
  static ResidentMemory afterCollection() throws IOException {
    System.gc();
    return now();
  }

  private static long bytes(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(STATUS + " has no line " + name));
  }

  /** As the process answers it: three numbers of bytes. */
  @Override
  public String toString() {
    return "%d %d %d".formatted(total, anonymous, mapped);
  }
}

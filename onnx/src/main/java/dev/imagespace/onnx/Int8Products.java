package dev.imagespace.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How a processor adds up products of unsigned and signed bytes. */
enum Int8Products {
  /** In 32 bits: x86 with VNNI, and every ARM. */
  EXACT,
  /** In 16 bits that stop at their largest number: x86 without VNNI. */
  SATURATING;

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");
  private static final Pattern VNNI = Pattern.compile("flags\\s*:.*\\b(avx512_vnni|avx_vnni)\\b.*");

  /** Of this machine; where that cannot be told, what is right on every one. */
  static Int8Products ofThisMachine() {
    String architecture = System.getProperty("os.arch", "");
    try {
      return of(
          architecture, Files.isReadable(CPU_INFO) ? Files.readAllLines(CPU_INFO) : List.of());
    } catch (IOException e) {
      return of(architecture, List.of());
    }
  }

  /**
   * Of the machine that these describe.
   *
   * @param architecture as Java's "os.arch" names it
   * @param cpuInfo the lines of Linux' /proc/cpuinfo, if any
   */
  static Int8Products of(String architecture, List<String> cpuInfo) {
    String name = architecture.toLowerCase(Locale.ROOT);
    boolean arm = name.startsWith("aarch64") || name.startsWith("arm64");
    boolean vnni = cpuInfo.stream().anyMatch(line -> VNNI.matcher(line).matches());
    return arm || vnni ? EXACT : SATURATING;
  }
}

package dev.imagespace.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The native libraries that ONNX Runtime's jar brings. Thread-safe. */
final class NativeLibraries {
  private static final Logger log = LoggerFactory.getLogger(NativeLibraries.class);

  /** ONNX Runtime's own property: a directory with libraries that are not taken from the jar. */
  static final String INSTALLED = "onnxruntime.native.path";

  private NativeLibraries() {}

  /** Without loading them. */
  static boolean arePresent() {
    return System.getProperty(INSTALLED) != null || inJar().size() == 2;
  }

  /**
   * To be called before the first use of any native method: tells ONNX Runtime where they are, for
   * the whole JVM. What the application has set itself is left alone.
   */
  static synchronized void unpack() {
    if (System.getProperty(INSTALLED) != null) {
      return;
    }
    try {
      Path unpacked = UnpackedNatives.in(UnpackedNatives.cache(), inJar());
      System.setProperty(INSTALLED, unpacked.toString());
    } catch (IOException e) {
      // Without a cache, as in a read-only container, ONNX Runtime unpacks them for this run alone.
      log.debug("Native libraries are unpacked at each start", e);
    }
  }

  /** The engine, and its bridge to Java. */
  private static List<URL> inJar() {
    return Stream.of("onnxruntime", "onnxruntime4j_jni")
        .map(name -> "/ai/onnxruntime/native/" + platform() + "/" + System.mapLibraryName(name))
        // No method reference: the JVM would make a class for it, as the caller counts.
        .map(path -> OrtEnvironment.class.getResource(path))
        .filter(Objects::nonNull)
        .toList();
  }

  /** As the jar names it. */
  static String platform() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "osx" : os.contains("win") ? "win" : "linux";
    boolean arm = arch.startsWith("aarch64") || arch.startsWith("arm64");
    return system
        + "-"
        + (arm ? "aarch64" : arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
  }
}

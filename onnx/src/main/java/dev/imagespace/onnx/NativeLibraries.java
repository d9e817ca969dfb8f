package dev.imagespace.onnx;

import ai.onnxruntime.OrtEnvironment;
import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.natives.NativeDirectory;
import dev.imagespace.natives.NativeLibrary;
import dev.imagespace.natives.NativeLoading;
import java.io.File;
import java.net.URL;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The native libraries that ONNX Runtime's jar brings. Thread-safe. */
final class NativeLibraries {
  private static final Logger log = LoggerFactory.getLogger(NativeLibraries.class);

  /** ONNX Runtime's own property: a directory with libraries that are not taken from the jar. */
  static final String INSTALLED = "onnxruntime.native.path";

  private static final String NAME = "onnxruntime";

  private static boolean loaded;

  private NativeLibraries() {}

  /** Without loading them. */
  static boolean arePresent() {
    return System.getProperty(INSTALLED) != null || inJar().size() == 2;
  }

  /**
   * ONNX Runtime makes a directory in it at each start, and weights are converted there.
   *
   * @throws EngineUnavailableException where it is none that can be written to
   */
  static void requireTemporaryDirectory() {
    String named = System.getProperty("java.io.tmpdir", "");
    File directory = new File(named);
    if (!directory.isDirectory() || !directory.canWrite()) {
      throw new EngineUnavailableException(
          "ONNX Runtime needs a temporary directory, and '%s' is %s. Set the system property 'java.io.tmpdir' to one that this user can write to, or 'imagespace.backend=pytorch'."
              .formatted(named, directory.isDirectory() ? "not writable" : "no directory"),
          null);
    }
  }

  /**
   * Loads them, unless they are. To be called before any other class of ONNX Runtime is used.
   *
   * @throws EngineUnavailableException where that fails; the message says why
   */
  static synchronized void load() {
    if (loaded) {
      return;
    }
    if (System.getProperty(INSTALLED) != null) {
      log.debug("ONNX Runtime finds its libraries itself, as '{}' is set", INSTALLED);
      NativeLoading.load(NAME, OrtEnvironment::getAvailableProviders);
    } else {
      NativeLoading.load(
          NAME,
          NativeDirectory.inUse(),
          inJar(),
          directory -> Map.of(INSTALLED, directory.toString()),
          OrtEnvironment::getAvailableProviders);
    }
    loaded = true;
  }

  /** The engine, and its bridge to Java. */
  private static List<NativeLibrary> inJar() {
    return Stream.of(
            inJar(NAME).map(NativeLibrary::shared),
            inJar("onnxruntime4j_jni").map(NativeLibrary::bridge))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<URL> inJar(String name) {
    String path = "/ai/onnxruntime/native/" + platform() + "/" + System.mapLibraryName(name);
    return Optional.ofNullable(OrtEnvironment.class.getResource(path));
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

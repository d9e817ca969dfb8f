package dev.imagespace.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.util.Locale;

/** The native libraries that ONNX Runtime's jar brings. Stateless. */
final class NativeLibraries {
  /** ONNX Runtime's own property: a directory with libraries that are not taken from the jar. */
  static final String INSTALLED = "onnxruntime.native.path";

  private NativeLibraries() {}

  /** Without loading them. */
  static boolean arePresent() {
    String bridge =
        "/ai/onnxruntime/native/%s/%s"
            .formatted(platform(), System.mapLibraryName("onnxruntime4j_jni"));
    return System.getProperty(INSTALLED) != null
        || OrtEnvironment.class.getResource(bridge) != null;
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

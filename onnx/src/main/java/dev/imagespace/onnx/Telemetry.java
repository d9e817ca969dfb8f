package dev.imagespace.onnx;

import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.process.NativeEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What ONNX Runtime would tell its makers. The version of this library has no client for it; an
 * application may bring a later one, which starts its client with the environment, before a call
 * can say no: it resolves names, connects, and writes to the user's cache. Only a variable that is
 * there before keeps it from that. Stateless.
 */
final class Telemetry {
  private static final Logger log = LoggerFactory.getLogger(Telemetry.class);

  static final String OFF = "ORT_DISABLE_TELEMETRY";

  private Telemetry() {}

  /**
   * To be called before ONNX Runtime is loaded. A value that the environment has already is left
   * alone.
   *
   * @throws EngineUnavailableException where the variable cannot be set: rather than run with
   *     telemetry
   */
  static void disable() {
    if (isUpToTheUser()) {
      return;
    }
    try {
      NativeEnvironment.set(OFF, "1");
    } catch (IllegalStateException e) {
      throw new EngineUnavailableException(
          "ONNX Runtime is not loaded, as its telemetry could not be turned off before: %s. Start the JVM with %s=1 in its environment, or set 'imagespace.backend=pytorch'."
              .formatted(e.getMessage(), OFF),
          e);
    }
  }

  /** For the case that it was not in time. */
  static void warnOfEarlierLoading(String version) {
    if (!isUpToTheUser()) {
      log.warn(
          "Other code of this JVM loaded ONNX Runtime {} before ImageSpace could turn its telemetry off, which versions from 1.29 on send. Start the JVM with {}=1 in its environment to be sure.",
          version,
          OFF);
    }
  }

  private static boolean isUpToTheUser() {
    return System.getenv(OFF) != null;
  }

  /** Whether the library is in this process: on Linux, whichever class loader has loaded it. */
  static boolean isLibraryLoaded() {
    try (Stream<String> mapped = Files.lines(Path.of("/proc/self/maps"))) {
      return mapped.anyMatch(line -> line.contains("/libonnxruntime."));
    } catch (IOException | UncheckedIOException e) {
      log.debug("What is loaded is not known here", e);
      return false;
    }
  }
}

package dev.imagespace.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import dev.imagespace.execution.EngineUnavailableException;
import org.jspecify.annotations.Nullable;

/**
 * The environment in which all sessions of the JVM run. It is opened by the first and never closed:
 * sessions may run until the process has ended. Thread-safe.
 */
final class SharedEnvironment {
  private static final String NAME = "imagespace";

  private static @Nullable OrtEnvironment opened;

  private SharedEnvironment() {}

  /**
   * Opens it, unless it is.
   *
   * @throws EngineUnavailableException where ONNX Runtime cannot be loaded, or would send telemetry
   */
  static synchronized OrtEnvironment get() {
    OrtEnvironment environment = opened;
    if (environment == null) {
      environment = open();
      opened = environment;
    }
    return environment;
  }

  private static OrtEnvironment open() {
    boolean loadedEarlier = Telemetry.isLibraryLoaded();
    Telemetry.disable();
    NativeLibraries.load();
    try {
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, NAME);
      if (loadedEarlier || !isOurs(environment)) {
        Telemetry.warnOfEarlierLoading(environment.getVersion());
      }
      environment.setTelemetry(false);
      EnvironmentReference.take();
      return environment;
    } catch (OrtException | IllegalStateException | LinkageError e) {
      throw new EngineUnavailableException(
          "ONNX Runtime could not be started: %s. 'imagespace.backend=pytorch' names another engine."
              .formatted(e.getMessage()),
          e);
    }
  }

  /** It has the name that whoever opened it gave it. */
  private static boolean isOurs(OrtEnvironment environment) {
    return environment.toString().contains("name=" + NAME + ",");
  }
}

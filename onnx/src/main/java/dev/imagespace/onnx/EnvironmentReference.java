package dev.imagespace.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtLoggingLevel;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps ONNX Runtime's native environment alive to the end of the process. Its Java class frees it
 * in a shutdown hook, and hooks run side by side: while one of Spring's still waits for requests to
 * be answered, their runs would meet freed memory. The native environment counts its references, so
 * one more, which nobody gives back, leaves the hook nothing to free. Stateless.
 */
final class EnvironmentReference {
  private static final Logger log = LoggerFactory.getLogger(EnvironmentReference.class);

  private EnvironmentReference() {}

  /**
   * To be called when the environment is there. By reflection, as the public methods give out the
   * first reference again; class path and automatic modules are open to it.
   */
  static void take() {
    try {
      Class<?> runtime =
          Class.forName("ai.onnxruntime.OnnxRuntime", true, OrtEnvironment.class.getClassLoader());
      Field api = runtime.getDeclaredField("ortApiHandle");
      api.setAccessible(true);
      Method create =
          OrtEnvironment.class.getDeclaredMethod(
              "createHandle", long.class, int.class, String.class);
      create.setAccessible(true);
      Object unused =
          create.invoke(
              null,
              api.getLong(null),
              OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR.getValue(),
              "imagespace");
    } catch (ReflectiveOperationException | RuntimeException e) {
      log.warn(
          "This version of ONNX Runtime frees its environment as soon as the JVM shuts down: what still runs then may crash",
          e);
    }
  }
}

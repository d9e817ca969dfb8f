package dev.imagespace.autoconfigure;

import dev.imagespace.execution.EngineUnavailableException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains a start without an engine: what to do is in the message where a property of ours decides
 * it, and about PyTorch's native library otherwise.
 */
final class EngineUnavailableFailureAnalyzer
    extends AbstractFailureAnalyzer<EngineUnavailableException> {
  private static final String OWN_PROPERTY = "'imagespace.";
  private static final String NO_ENGINE = ", which has: none.";
  private static final String ADD_ENGINE =
      """
      Add an engine: dev.imagespace:imagespace-onnx for the CPU, or dev.imagespace:imagespace-pytorch\
       for a GPU, too. An archive that was made smaller by hand may have lost it. With Maven:

          <dependency>
            <groupId>dev.imagespace</groupId>
            <artifactId>imagespace-onnx</artifactId>
            <scope>runtime</scope>
          </dependency>

      With Gradle:

          runtimeOnly("dev.imagespace:imagespace-onnx")\
      """;
  private static final String GIVE_DIRECTORY =
      "Name by the property 'imagespace.native-dir' a directory for native libraries that is this"
          + " user's own, or root's, and not mounted 'noexec': in a container a volume,"
          + " '--tmpfs /natives:exec', or a directory that the image brings with the libraries in"
          + " it. The guide's page on containers has all cases.";
  private static final String NO_PYTORCH =
      "Run on a platform that the engine on the class path has a native library for, or add"
          + " dev.imagespace:imagespace-pytorch.";

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, EngineUnavailableException cause) {
    return new FailureAnalysis(
        "ImageSpace cannot start its engine. " + cause.getMessage(), action(cause), cause);
  }

  private static String action(EngineUnavailableException cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains(NO_ENGINE)) {
      return ADD_ENGINE;
    }
    if (message.contains("'imagespace.native-dir'")) {
      return GIVE_DIRECTORY;
    }
    return message.contains(OWN_PROPERTY)
        ? "Change the property that the description names."
        : NativeArtifact.isNeeded() ? natives() : NO_PYTORCH;
  }

  private static String natives() {
    String osName = System.getProperty("os.name", "");
    String osArch = System.getProperty("os.arch", "");
    return NativeArtifact.forPlatform(osName, osArch)
        .map(artifact -> artifact.isOnClassPath() ? lookElsewhere() : add(artifact))
        .orElseGet(
            () ->
                "PyTorch's native library is published for Linux (x86_64, aarch64), macOS (aarch64)"
                    + " and Windows (x86_64); this is %s (%s). Run the application on one of them."
                        .formatted(osName, osArch));
  }

  private static String add(NativeArtifact artifact) {
    return """
    Add the native library for this platform. With Maven:

    %s

    With Gradle:

        %s\
    """
        .formatted(artifact.asMaven().indent(4).stripTrailing(), artifact.asGradle());
  }

  private static String lookElsewhere() {
    return "The native library for this platform is on the class path. Make sure that"
        + " ai.djl.pytorch:pytorch-jni is, too, of the same version, and that 'imagespace.device'"
        + " names a device of this machine.";
  }
}

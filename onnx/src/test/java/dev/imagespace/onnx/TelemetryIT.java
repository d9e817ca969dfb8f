package dev.imagespace.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.testing.ChildJvm;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What keeps ONNX Runtime silent, in JVMs where that is not in time, or not possible. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "it reads /proc, to know what is loaded")
class TelemetryIT {
  private static final String WARNING = "Other code of this JVM loaded ONNX Runtime";

  /** A JVM of its own that opens the environment; with an argument, after somebody else did. */
  static final class Opening {
    private Opening() {}

    public static void main(String... arguments) {
      if (arguments.length > 0) {
        System.out.println("earlier: " + OrtEnvironment.getEnvironment());
      }
      try {
        System.out.println("opened: " + SharedEnvironment.get());
      } catch (EngineUnavailableException e) {
        System.out.println("refused: " + e.getMessage());
      }
      System.out.println("loaded: " + Telemetry.isLibraryLoaded());
    }
  }

  @Test
  void itIsTurnedOffWithoutAWord() throws Exception {
    assertThat(said(start(List.of()))).contains("opened: ", "loaded: true").doesNotContain(WARNING);
  }

  @Test
  void whereOtherCodeWasFirstAWarningSaysSo() throws Exception {
    assertThat(said(start(List.of(), "earlier"))).contains("earlier: ", "opened: ", WARNING);
  }

  @Test
  void whoSetTheVariableIsNotWarned() throws Exception {
    ProcessBuilder builder = start(List.of(), "earlier");
    builder.environment().put(Telemetry.OFF, "1");
    assertThat(said(builder)).contains("opened: ").doesNotContain(WARNING);
  }

  @Test
  void whereItCannotBeTurnedOffNothingIsLoaded() throws Exception {
    List<String> withoutJna = List.of("-Djna.nounpack=true", "-Djna.nosys=true");
    assertThat(said(start(withoutJna)))
        .contains("refused: ", "Start the JVM with ORT_DISABLE_TELEMETRY=1", "loaded: false");
  }

  private static ProcessBuilder start(List<String> options, String... arguments) {
    ProcessBuilder builder =
        new ProcessBuilder(ChildJvm.command(options, Opening.class, arguments));
    builder.environment().remove(Telemetry.OFF);
    return builder;
  }

  private static String said(ProcessBuilder builder) throws IOException, InterruptedException {
    return ChildJvm.output(builder);
  }
}

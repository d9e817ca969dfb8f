package dev.imagespace.pytorch;

import dev.imagespace.execution.Execution;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Engine;
import dev.imagespace.testing.ChildJvm;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A JVM of its own that loads PyTorch, whose OpenMP then says how it is set. */
final class OpenMpProcess {
  private OpenMpProcess() {}

  /** Whether to spin, and how many processors are granted; all where it does not say. */
  public static void main(String... arguments) {
    Integer processors = arguments.length > 1 ? Integer.valueOf(arguments[1]) : null;
    Execution execution =
        Execution.builder()
            .spinning(Boolean.parseBoolean(arguments[0]))
            .processors(processors)
            .build();
    try (Engine engine = new PyTorchEngineProvider().create(execution)) {
      Batch one = new Batch(1, 1).floats("number", new float[] {7}, Dim.B);
      float[] same = engine.prepare((ops, inputs) -> inputs.get("number"), List::of).run(one);
      System.out.println("It ran: " + same[0]);
    }
  }

  /** What the process and its OpenMP say. */
  static String run(boolean spinning, Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    return run(environment, List.of(options), String.valueOf(spinning));
  }

  /** The same on so many processors. */
  static String runOn(int processors) throws IOException, InterruptedException {
    return run(Map.of(), List.of(), "false", String.valueOf(processors));
  }

  private static String run(
      Map<String, String> environment, List<String> options, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(ChildJvm.command(options, OpenMpProcess.class, arguments));
    OpenMp.SAID.forEach(builder.environment()::remove);
    builder.environment().put("OMP_DISPLAY_ENV", "VERBOSE");
    builder.environment().putAll(environment);
    return ChildJvm.output(builder);
  }
}

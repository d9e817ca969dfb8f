package dev.imagespace.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * The real huggingface_hub, in a Python of its own: the one of the environment variable
 * IMAGESPACE_PYTHON, else the one in {@code target/python}.
 */
public record HubPython(Path python, String endpoint, Path cache) {
  private static final String VARIABLE = "IMAGESPACE_PYTHON";

  /** Where none was made, the tests are skipped; one that was named has to work. */
  public static HubPython with(String endpoint, Path cache) {
    String named = System.getenv(VARIABLE);
    Path python = Path.of(named == null ? "target/python/bin/python" : named).toAbsolutePath();
    if (named == null && !Files.isExecutable(python)) {
      String message =
          "NOT TESTED: that Python reads our cache, and we Python's. Set %s to a Python with core/src/test/python/requirements.txt."
              .formatted(VARIABLE);
      System.err.println(message);
      Assumptions.abort(message);
    }
    return new HubPython(python, endpoint, cache);
  }

  /** What a command of hub.py prints. */
  public List<String> run(String command, String... arguments) throws Exception {
    return run(Map.of(), command, arguments);
  }

  /** The same, with the network forbidden. */
  List<String> runOffline(String command, String... arguments) throws Exception {
    return run(
        Map.of("HF_HUB_OFFLINE", "1", "HF_ENDPOINT", "http://localhost:9"), command, arguments);
  }

  private List<String> run(Map<String, String> environment, String command, String... arguments)
      throws Exception {
    Path errors = Files.createTempFile("hub-python", ".log");
    try {
      Process process = start(environment, errors, command, arguments);
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).describedAs(Files.readString(errors)).isZero();
      return output.lines().toList();
    } finally {
      Files.deleteIfExists(errors);
    }
  }

  public Process start(String command, String... arguments) throws IOException {
    return start(Map.of(), Path.of("/dev/null"), command, arguments);
  }

  private Process start(
      Map<String, String> environment, Path errors, String command, String... arguments)
      throws IOException {
    List<String> line = new ArrayList<>(List.of(python.toString(), "src/test/python/hub.py"));
    line.add(command);
    line.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(line).redirectError(errors.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("HF_"));
    builder
        .environment()
        .putAll(
            Map.of(
                "HF_ENDPOINT",
                endpoint,
                "HF_HUB_CACHE",
                cache.toString(),
                "HF_HOME",
                cache.resolveSibling("home").toString(),
                "HF_HUB_DISABLE_TELEMETRY",
                "1",
                "HF_HUB_DISABLE_XET",
                "1",
                "NO_PROXY",
                "localhost"));
    builder.environment().putAll(environment);
    return builder.start();
  }
}

package dev.imagespace.model.hub;

import dev.imagespace.ModelStore;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.HubSettingsOf;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.ChildJvm;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A JVM of its own that fetches a model, for tests that end it at the wrong moment. */
final class PullProcess {
  private PullProcess() {}

  /** The endpoint of the hub, the cache, and the model. */
  public static void main(String... arguments) {
    HubSettings settings =
        HubSettingsOf.variables(Map.of("HF_HOME", arguments[1]))
            .withEndpoint(URI.create(arguments[0]))
            .withStartTimeout(Duration.ofMinutes(1));
    new ModelStore(Path.of(arguments[1]), settings, download -> {})
        .pull(arguments[2], ModelHandler.SENTENCE_TRANSFORMERS);
  }

  static Process start(String endpoint, Path cache, String model, Path log) throws IOException {
    return start(List.of(), endpoint, cache, model, log);
  }

  /** By way of a command that starts the one which follows it. */
  static Process start(List<String> by, String endpoint, Path cache, String model, Path log)
      throws IOException {
    List<String> command = new ArrayList<>(by);
    command.addAll(
        ChildJvm.command(
            List.of("-XX:TieredStopAtLevel=1", "-Xmx128m"),
            PullProcess.class,
            endpoint,
            cache.toString(),
            model));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }
}

package dev.imagespace.encode;

import dev.imagespace.execution.Execution;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.Resources;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.ChildJvm;
import dev.imagespace.testing.NoSockets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A JVM of its own that opens a model and embeds a text, as an application does when it starts. */
final class StartProcess {
  private StartProcess() {}

  /** "forbidden" or "allowed" sockets, the hub's endpoint, the cache, the model, "offline". */
  public static void main(String... arguments) throws IOException {
    if (arguments[0].equals("forbidden")) {
      NoSockets.install();
    }
    HubSettings hub =
        HubSettings.fromEnvironment()
            .withEndpoint(URI.create(arguments[1]))
            .withStartTimeout(Duration.ofSeconds(2))
            .withOffline(arguments[4].equals("offline"));
    EncoderSettings settings =
        new EncoderSettings(
            arguments[3],
            ModelHandler.SENTENCE_TRANSFORMERS,
            Path.of(arguments[2]),
            Execution.builder().threads(1).build(),
            ImagePolicy.VISUAL,
            PixelRules.defaults(),
            ImageLoading.defaults(),
            Resources.shared(),
            hub,
            download -> {},
            null,
            TextSettings.OWN);
    try (DualEncoder encoder = DualEncoder.open(settings)) {
      int dimension =
          encoder.encodeTexts(List.of("a photo of a dog")).get(0).orElseThrow().vector().length;
      long started = ManagementFactory.getRuntimeMXBean().getStartTime();
      System.out.printf(
          "%d numbers after %d ms, %d sockets%n",
          dimension, System.currentTimeMillis() - started, NoSockets.asked());
    }
  }

  /** What the process says, log included, when it has ended. */
  static String run(List<String> options, String... arguments) throws Exception {
    return ChildJvm.output(
        new ProcessBuilder(ChildJvm.command(options, StartProcess.class, arguments)));
  }
}

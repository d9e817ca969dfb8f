package dev.imagespace.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.model.HubSettings;
import dev.imagespace.model.HubSettingsOf;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.HubFile;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In the locale of many containers, a JVM writes names of files in ASCII. */
@EnabledOnOs(OS.LINUX)
class UnencodableNamesIT {

  @Test
  void aNameThatTheLocaleHasNoLettersForIsToldWithTheRemedy(@TempDir Path directory)
      throws Exception {
    String output = run(directory, "C");

    assertThat(output.lines())
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).contains("LC_ALL=C.UTF-8"))
        .satisfiesExactly(
            model -> assertThat(model).startsWith("ModelNotFoundException: 'imagespace.model' is"),
            module -> assertThat(module).startsWith("InvalidCheckpointException:"),
            file -> assertThat(file).startsWith("ModelCacheException: The model has a file"),
            cache -> assertThat(cache).startsWith("ModelCacheException: The environment names"));
  }

  @Test
  void theRemedyHelps(@TempDir Path directory) throws Exception {
    assertThat(run(directory, "C.UTF-8")).doesNotContain("LC_ALL");
  }

  private static String run(Path directory, String locale) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            ChildJvm.command(
                List.of("-Xmx64m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error"),
                UnencodableNamesIT.class));
    builder.directory(directory.toFile()).environment().put("LC_ALL", locale);
    return ChildJvm.output(builder);
  }

  /** Names each thing that a name is given for. */
  public static void main(String... arguments) {
    HubSettings offline = HubSettings.fromEnvironment().withOffline(true);
    ModelResolver resolver = new ModelResolver(Path.of("cache"), offline, download -> {});
    tell(() -> resolver.resolve("mod\u00e8les/clip", ModelHandler.OPEN_CLIP));
    tell(() -> new ModelDirectory("model", Path.of("model")).in("0_\u65e5\u672c"));
    tell(() -> new HubFile("\u00e9.json", "0".repeat(40), 1));
    tell(() -> HubSettingsOf.defaultCacheDirectory(Map.of("HF_HUB_CACHE", "/caf\u00e9")));
  }

  private static void tell(Callable<?> use) {
    try {
      System.out.println("found " + use.call());
    } catch (Exception e) {
      System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }
}

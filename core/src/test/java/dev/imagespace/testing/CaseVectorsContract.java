package dev.imagespace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.encode.DualEncoder;
import dev.imagespace.encode.EncoderSettings;
import dev.imagespace.encode.TextSettings;
import dev.imagespace.execution.Execution;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.Resources;
import dev.imagespace.model.HubSettings;
import dev.imagespace.testing.CaseCheckpoint.Item;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checkpoints as transformers, sentence-transformers and OpenCLIP save and read them, each with
 * another setting, file, name or type than the golden models: the same vectors as the peer's; by
 * every engine.
 */
public abstract class CaseVectorsContract {
  private final Path directory;

  protected CaseVectorsContract(@TempDir Path directory) {
    this.directory = directory;
  }

  static List<CaseCheckpoint> cases() {
    return CaseCheckpoint.all();
  }

  /** Names the engine. */
  protected abstract Execution execution();

  @ParameterizedTest
  @MethodSource("cases")
  void aCheckpointMakesTheVectorsOfItsPeer(CaseCheckpoint checkpoint) {
    checkpoint.write(directory);
    try (DualEncoder encoder = open(checkpoint)) {
      for (Item item : checkpoint.items()) {
        float[] vector =
            item.kind().equals("text")
                ? encoder.encodeTexts(List.of(item.input())).get(0).orElseThrow().vector()
                : encoder
                    .encodeImages(List.of(ImageSource.of(Goldens.image(item.input()))))
                    .get(0)
                    .orElseThrow();
        assertThat(Closeness.of(vector, item.vector())).as(item.input()).matches(Closeness::holds);
      }
    }
  }

  private DualEncoder open(CaseCheckpoint checkpoint) {
    return DualEncoder.open(
        new EncoderSettings(
            directory.toString(),
            checkpoint.handler(),
            null,
            execution(),
            ImagePolicy.REFERENCE,
            PixelRules.defaults().withResize(checkpoint.resize()),
            ImageLoading.defaults(),
            Resources.shared(),
            HubSettings.fromEnvironment().withOffline(true),
            download -> {},
            null,
            TextSettings.OWN));
  }
}

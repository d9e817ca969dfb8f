package dev.imagespace.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.ImageSpace;
import dev.imagespace.Normalization;
import dev.imagespace.Schema;
import dev.imagespace.execution.Execution;
import dev.imagespace.testing.Goldens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The hub's cache keeps files in one place and links to them from another. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need rights there")
class LinkedSnapshotTests {

  @Test
  void weightsBehindASymbolicLinkAreMapped(@TempDir Path cache) throws IOException {
    Path model = Goldens.model("st-tiny-vit");
    Path snapshot = cache.resolve("snapshots/one");
    Path blobs = Files.createDirectories(cache.resolve("blobs"));
    try (Stream<Path> files = Files.walk(model)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path link = snapshot.resolve(model.relativize(file).toString());
        Files.createDirectories(link.getParent());
        Path blob = blobs.resolve(Integer.toHexString(file.hashCode()));
        Files.copy(file, blob);
        Files.createSymbolicLink(link, blob);
      }
    }

    assertThat(vector(snapshot)).isEqualTo(vector(model));
  }

  private static float[] vector(Path model) {
    try (ImageSpace space =
        ImageSpace.builder()
            .image(Schema.named("Item").blob("image"))
            .model(model.toString())
            .execution(Execution.builder().backend("onnx").threads(1).build())
            .build()) {
      return space.embedTexts(List.of("a red bicycle"), Normalization.L2).get(0);
    }
  }
}

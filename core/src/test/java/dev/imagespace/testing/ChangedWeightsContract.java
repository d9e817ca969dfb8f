package dev.imagespace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.encode.DualEncoder;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Towers;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelHandler;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of an open model whose files are changed by somebody who does not know of it; by
 * every engine. Vectors of another model under the fingerprint of the first must never come out.
 */
@Timeout(120)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "nobody can change a mapped file there")
public abstract class ChangedWeightsContract {
  private static final String WEIGHTS = "open_clip_model.safetensors";
  private static final List<String> TEXT = List.of("a photo of a dog");

  private Path directory = Path.of("");

  @BeforeEach
  void aModelOfItsOwn(@TempDir Path temporary) throws IOException {
    directory = temporary;
    for (String file : List.of("open_clip_config.json", WEIGHTS)) {
      Files.copy(Goldens.model("openclip-tiny-vit").resolve(file), directory.resolve(file));
    }
  }

  /** Names the engine. */
  protected abstract Execution.Builder execution();

  @ParameterizedTest
  @ValueSource(strings = {"replaced", "written to", "cut", "deleted"})
  void weightsThatChangeBeforeTheyAreReadGiveNoVectors(String change) throws IOException {
    try (DualEncoder encoder = open(execution().build())) {
      change(change);
      assertRefused(() -> encoder.encodeTexts(TEXT));
      assertRefused(() -> encoder.warmUp(Towers.IMAGE));
      assertRefused(encoder::fingerprint);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"replaced", "deleted"})
  void whoHasMappedTheWeightsDoesNotNoticeThatTheFileIsAnother(String change) throws IOException {
    try (DualEncoder encoder = open(execution().build())) {
      float[] before = encoder.encodeTexts(TEXT).get(0).orElseThrow().vector();
      String fingerprint = encoder.fingerprint();
      change(change);

      assertThat(encoder.encodeTexts(TEXT).get(0).orElseThrow().vector()).isEqualTo(before);
      assertThat(encoder.fingerprint()).isEqualTo(fingerprint);
      assertRefused(() -> encoder.warmUp(Towers.IMAGE));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"written to", "cut"})
  void weightsThatAreWrittenToWhileTheyAreMappedEndNoProcessAndGiveNoVectors(String change)
      throws IOException {
    try (DualEncoder encoder = open(execution().build())) {
      encoder.encodeTexts(TEXT);
      change(change);

      assertRefused(() -> encoder.encodeTexts(TEXT));
      assertRefused(encoder::fingerprint);
    }
  }

  @Test
  void weightsThatWereFreedAreNotReadFromAnotherFile() throws Exception {
    try (DualEncoder encoder = open(execution().releaseAfter(Duration.ofMillis(1)).build())) {
      encoder.encodeTexts(TEXT);
      while (encoder.loaded() != Towers.NONE) {
        Thread.sleep(1);
      }
      change("replaced");

      assertRefused(() -> encoder.encodeTexts(TEXT));
    }
  }

  @Test
  void aLinkThatPointsToAnotherFileIsNotFollowed() throws IOException {
    Path blob = Files.move(directory.resolve(WEIGHTS), directory.resolve("one"));
    Path link = Files.createSymbolicLink(directory.resolve(WEIGHTS), blob);
    try (DualEncoder encoder = open(execution().build())) {
      Files.copy(otherModel(), directory.resolve("two"));
      Files.delete(link);
      Files.createSymbolicLink(link, directory.resolve("two"));

      assertRefused(() -> encoder.encodeTexts(TEXT));
    }
  }

  @Test
  void aModelThatIsOpenedAnewIsTheOtherOne() throws IOException {
    String before;
    try (DualEncoder encoder = open(execution().build())) {
      before = encoder.fingerprint();
    }
    change("replaced");
    try (DualEncoder encoder = open(execution().build())) {
      assertThat(encoder.encodeTexts(TEXT)).hasSize(1);
      assertThat(encoder.fingerprint()).isNotEqualTo(before);
    }
  }

  private void change(String how) throws IOException {
    Path weights = directory.resolve(WEIGHTS);
    switch (how) {
      case "replaced" -> Files.move(otherModel(), weights, StandardCopyOption.REPLACE_EXISTING);
      case "written to" -> {
        byte[] other = Files.readAllBytes(otherModel());
        Files.write(weights, other, StandardOpenOption.WRITE);
      }
      case "cut" -> {
        try (FileChannel file = FileChannel.open(weights, StandardOpenOption.WRITE)) {
          file.truncate(file.size() / 2);
        }
      }
      default -> Files.delete(weights);
    }
  }

  /** Of the same names and shapes, and of as many bytes. */
  private Path otherModel() throws IOException {
    byte[] bytes = Files.readAllBytes(Goldens.model("openclip-tiny-vit").resolve(WEIGHTS));
    int header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
    for (int i = 8 + header + 3; i < bytes.length; i += 4) {
      bytes[i] ^= (byte) 0x80;
    }
    return Files.write(directory.resolve("other"), bytes);
  }

  private static void assertRefused(ThrowingCallable use) {
    assertThatThrownBy(use)
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining(WEIGHTS)
        .hasMessageContaining("not those that the model was opened with")
        .hasMessageContaining("Restart");
  }

  private DualEncoder open(Execution execution) {
    return DualEncoder.open(
        LocalSettings.of(directory.toString(), ModelHandler.OPEN_CLIP, execution));
  }
}

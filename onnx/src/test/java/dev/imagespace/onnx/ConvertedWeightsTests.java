package dev.imagespace.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredRegion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConvertedWeightsTests {
  @Test
  void valuesLieInTheFileWhereItSaysAndAligned(@TempDir Path directory) throws IOException {
    try (ConvertedWeights converted = new ConvertedWeights(directory)) {
      converted.add(ByteBuffer.wrap(new byte[] {1, 2, 3}));
      StoredRegion second = converted.add(ByteBuffer.wrap(new byte[] {4, 5}));
      byte[] all = Files.readAllBytes(second.file().path());
      int offset = (int) second.offset();
      assertThat(offset % 64).isZero();
      assertThat(Arrays.copyOfRange(all, offset, offset + 2)).containsExactly(4, 5);
      assertThat(second.bytes()).isEqualTo(2);
    }
  }

  @Test
  void noFileIsMadeForNothingAndNoneIsLeft(@TempDir Path directory) throws IOException {
    try (ConvertedWeights converted = new ConvertedWeights(directory)) {
      assertThat(directory).isEmptyDirectory();
      converted.add(ByteBuffer.wrap(new byte[] {1}));
      assertThat(directory).isNotEmptyDirectory();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void theFolderHoldsEveryFile(@TempDir Path directory) {
    try (ConvertedWeights converted = new ConvertedWeights(directory)) {
      Path hub = Path.of("/models/hub").toAbsolutePath();
      Path blobs = hub.resolve("blobs");
      StoredFile one = StoredFile.arriving(blobs.resolve("a"));
      StoredFile beside = StoredFile.arriving(blobs.resolve("b"));
      StoredFile elsewhere = StoredFile.arriving(hub.resolve("other/b"));
      assertThat(converted.folderOf(List.of(one))).isEqualTo(blobs);
      assertThat(converted.folderOf(List.of(one, beside))).isEqualTo(blobs);
      assertThat(converted.folderOf(List.of(one, elsewhere))).isEqualTo(hub);
    }
  }

  @Test
  void aDirectoryThatTakesNoFileIsNamedWithThePropertyThatNamesAnother(@TempDir Path directory)
      throws IOException {
    Path gone = Files.createDirectory(directory.resolve("gone"));
    try (ConvertedWeights converted = new ConvertedWeights(gone)) {
      Files.delete(gone);
      assertThatThrownBy(() -> converted.add(ByteBuffer.allocate(1)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("gone")
          .hasMessageContaining("java.io.tmpdir");
    }
  }
}

package dev.imagespace.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.ModelNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is taken for a directory, and what is said of that which cannot be one. */
class LocalModelTests {
  private final Path directory;

  LocalModelTests(@TempDir Path directory) {
    this.directory = directory;
  }

  @ParameterizedTest
  @ValueSource(strings = {"clip", "my clip", "100%20 sure", "größe"})
  void aDirectoryIsFoundByPathAndByUri(String name) throws IOException {
    Path model = Files.createDirectory(directory.resolve(name));

    assertThat(LocalModel.directory(model.toString())).contains(model);
    assertThat(LocalModel.directory("file:" + model)).contains(model);
    assertThat(LocalModel.directory("local-dir:" + model)).contains(model);
    assertThat(LocalModel.directory(model.toUri().toString())).contains(model);
    assertThat(LocalModel.directory(model.toUri().toASCIIString())).contains(model);
    assertThat(LocalModel.directory("file://localhost" + model.toUri().getRawPath()))
        .contains(model);
  }

  @Test
  void aFileNamesItsDirectory() throws IOException {
    Path file = Files.createFile(directory.resolve("model.safetensors"));

    assertThatThrownBy(() -> LocalModel.directory(file.toString()))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("is a file")
        .hasMessageContaining("'" + directory + "'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/no/such/model", "./model", "~/no-such-model", "file:gone", "local-dir:x"})
  void aPathThatIsNoDirectorySaysWhereItWasLookedFor(String model) {
    assertThatThrownBy(() -> LocalModel.directory(model))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("'" + model + "' is no directory")
        .hasMessageContaining("working directory");
  }

  @ParameterizedTest
  @CsvSource({
    "https://huggingface.co/sentence-transformers/clip-ViT-B-32, 'sentence-transformers/clip-ViT-B-32'",
    "https://huggingface.co/laion/CLIP/tree/main, 'laion/CLIP'",
    "https://huggingface.co/laion/CLIP/tree/v2?a=b, 'laion/CLIP@v2'",
    "https://example.com, owner/name"
  })
  void anAddressNamesWhatToSetInstead(String model, String instead) {
    assertThatThrownBy(() -> LocalModel.directory(model))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining(instead)
        .hasMessageContaining("imagespace.hub.endpoint");
  }

  @Test
  void aNameOfTheHubIsNone() {
    assertThat(LocalModel.directory("clip-ViT-B-32")).isEmpty();
    assertThat(LocalModel.directory("laion/CLIP@main")).isEmpty();
  }
}

package dev.imagespace.model.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelCardTests {
  private final Path directory;

  ModelCardTests(@TempDir Path temporary) {
    directory = temporary;
  }

  @Test
  void theLicenceIsInTheFrontMatter() throws IOException {
    assertThat(licence("---\ntags:\n- clip\nlicense: apache-2.0\n---\n# CLIP\n"))
        .isEqualTo("apache-2.0");
    assertThat(licence("---\r\nlicense: \"mit\"\r\n---\r\n")).isEqualTo("mit");
  }

  @Test
  void aWordOfTheTextIsNoLicence() throws IOException {
    assertThat(licence("# CLIP\nlicense: mit\n")).isNull();
    assertThat(licence("---\ntags: clip\n---\nlicense: mit\n---\n")).isNull();
  }

  @Test
  void withoutACardThereIsNone() {
    assertThat(ModelCard.licence(directory)).isNull();
  }

  private @Nullable String licence(String card) throws IOException {
    Files.writeString(directory.resolve("README.md"), card);
    return ModelCard.licence(directory);
  }
}

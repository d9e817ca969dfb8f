package dev.imagespace.model.cache;

import static dev.imagespace.model.ModelHandler.SENTENCE_TRANSFORMERS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A cache that was copied without some of its blobs: what is whole in it is used. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "caches have no links there")
class MovedCacheTests {
  private static final Snapshot SNAPSHOT = new Snapshot("acme/clip", "c0ffee".repeat(6) + "c0ff");
  private static final String GONE = "is a link to nothing";

  private final ModelCache cache;
  private final Path snapshot;

  MovedCacheTests(@TempDir Path root) throws IOException {
    cache = ModelCache.at(root);
    snapshot = Files.createDirectories(cache.directory(SNAPSHOT));
    for (String file : List.of("config.json", "preprocessor_config.json", "tokenizer.json")) {
      Files.createFile(snapshot.resolve(file));
    }
    link("model.safetensors");
  }

  @Test
  void aBrokenLinkBesideWholeWeightsIsNoLack() throws IOException {
    Files.write(snapshot.resolve("pytorch_model.bin"), new byte[10]);

    assertThat(cache.lack(SNAPSHOT, SENTENCE_TRANSFORMERS)).isEmpty();
  }

  @Test
  void withoutOthersItIs() {
    assertThat(cache.lack(SNAPSHOT, SENTENCE_TRANSFORMERS))
        .contains("file 'model.safetensors' " + GONE);
  }

  @Test
  void aSmallFileThatIsALinkToNothingIsALackInAnyCase() throws IOException {
    Files.write(snapshot.resolve("pytorch_model.bin"), new byte[10]);
    link("added_tokens.json");

    assertThat(cache.lack(SNAPSHOT, SENTENCE_TRANSFORMERS))
        .contains("file 'added_tokens.json' " + GONE);
  }

  private void link(String name) throws IOException {
    Files.createSymbolicLink(snapshot.resolve(name), Path.of("../../blobs/gone"));
  }
}

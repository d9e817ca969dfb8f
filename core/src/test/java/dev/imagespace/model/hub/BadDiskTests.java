package dev.imagespace.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.imagespace.model.HubSettings.WeightFetch;
import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.ModelDownload;
import dev.imagespace.model.ModelDownloadException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.hub.Fault;
import dev.imagespace.testing.hub.HubRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Where there is no room, or no good. */
class BadDiskTests extends TinyHub {
  BadDiskTests(@TempDir Path temporary) {
    super(temporary);
  }

  @Test
  void whatDoesNotFitIsNotBegun() throws IOException {
    long size = files("st-tiny-vit").getOrDefault(WEIGHTS, new byte[0]).length;
    hub.with(Fault.replaced("" + size, "100000000000000").on(HubRequest::isApi));

    assertThatThrownBy(() -> find("tiny", settings().withWeights(WeightFetch.BLOCK)))
        .isInstanceOf(ModelCacheException.class)
        .hasMessageContaining(WEIGHTS)
        .hasMessageContaining("needs 100,000,000,000,000 bytes more")
        .hasMessageContaining(" free")
        .hasMessageContaining("imagespace.model-cache-dir");
    assertThat(hub.requests(TinyHub::isForWeights)).isEmpty();
  }

  /** The device /dev/full takes the place of the file that grows: "No space left on device". */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aDiskThatIsFullAllOfASuddenIsNamedAndWhenItIsNotTheModelComes() throws IOException {
    Path blob = whole();
    Path growing = blob.resolveSibling(blob.getFileName() + ".imagespace-part");
    Files.delete(blob);
    assumeThat(madeFullDevice(growing)).as("root may make a device that is full").isTrue();

    assertThatThrownBy(() -> find("tiny", settings().withWeights(WeightFetch.BLOCK)))
        .isInstanceOf(ModelCacheException.class)
        .hasMessageContaining(growing.toString())
        .hasMessageContaining("No space left on device")
        .hasMessageContaining("imagespace.model-cache-dir");
    assertThat(heard).extracting(ModelDownload::state).contains(ModelDownload.State.FAILED);
    assertThat(blob).doesNotExist();

    Files.delete(growing);
    assertThat(weights(fetched("tiny")))
        .hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
  }

  @Test
  void aLinkInPlaceOfAPartialFileIsNotFollowed(@TempDir Path elsewhere) throws IOException {
    Path blob = whole();
    Files.delete(blob);
    Path foreign = Files.writeString(elsewhere.resolve("foreign"), "as it was");
    Path growing = blob.resolveSibling(blob.getFileName() + ".imagespace-part");
    Files.createSymbolicLink(growing, foreign);

    assertThatThrownBy(() -> find("tiny", settings().withWeights(WeightFetch.BLOCK)))
        .isInstanceOf(ModelCacheException.class)
        .hasMessageContaining(growing.toString());
    assertThat(foreign).hasContent("as it was");
  }

  /** As /dev/full is: it takes nothing, and says why. */
  private static boolean madeFullDevice(Path file) throws IOException {
    try {
      return new ProcessBuilder("mknod", file.toString(), "c", "1", "7").start().waitFor() == 0
          && Files.isWritable(file);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void weightsWithoutAHeaderAreFetchedAgainAndNamedOffline() throws IOException {
    ModelDirectory found = fetched("tiny");
    Path blob = weights(found).toRealPath();
    Files.delete(
        cache
            .resolve("models--sentence-transformers--tiny/imagespace")
            .resolve(commit + ".SENTENCE_TRANSFORMERS.json"));
    Files.write(blob, new byte[1000]);

    assertFails("tiny", settings().withOffline(true), ModelDownloadException.Reason.OFFLINE)
        .hasMessageContaining(WEIGHTS)
        .hasMessageContaining("no readable header");
    assertThat(weights(fetched("tiny")))
        .hasSameBinaryContentAs(Goldens.model("st-tiny-vit").resolve(WEIGHTS));
  }

  private Path whole() throws IOException {
    return weights(fetched("tiny")).toRealPath();
  }
}

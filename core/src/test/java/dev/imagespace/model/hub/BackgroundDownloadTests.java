package dev.imagespace.model.hub;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.ModelCacheException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundDownloadTests {

  private final Path directory;

  BackgroundDownloadTests(@TempDir Path directory) {
    this.directory = directory;
  }

  /** As Python's huggingface_hub does it, when it finds what was downloaded here. */
  @Test
  void aLinkThatIsMadeAnewIsWaitedFor() throws Exception {
    Path file = directory.resolve("model.safetensors");
    BackgroundDownload download = download(file);
    CompletableFuture<Void> awaited = CompletableFuture.runAsync(download::await);
    TimeUnit.MILLISECONDS.sleep(50);
    Files.write(file, new byte[] {1});
    assertThatCode(() -> awaited.get(10, TimeUnit.SECONDS)).doesNotThrowAnyException();
  }

  @Test
  void aFileThatDoesNotComeBackIsNamed() {
    Path file = directory.resolve("model.safetensors");
    assertThatThrownBy(download(file)::await)
        .isInstanceOf(ModelCacheException.class)
        .hasMessageContaining(file.toString());
  }

  private static BackgroundDownload download(Path file) {
    RemoteFile remote =
        new RemoteFile(
            1,
            (from, length) -> {
              throw new AssertionError("nothing is asked for");
            });
    return new BackgroundDownload(Map.of(file, remote), () -> {});
  }
}

package dev.imagespace.model.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.model.ModelHandler;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Writers that meet at one blob. */
@Timeout(60)
class ModelCacheTests {
  private static final Snapshot SNAPSHOT = new Snapshot("owner/name", "c".repeat(40));

  /** Of ten digits, as {@code printf 0123456789 | sha256sum} says. */
  private static final HubFile DIGITS =
      new HubFile(
          "weights", "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882", 10);

  private static final BlobLock.Locking NO_LOCKS =
      channel -> {
        throw new IOException("No locks available");
      };

  private final Path root;
  private final Path sameRoot;

  ModelCacheTests(@TempDir Path temporary) throws IOException {
    root = Files.createDirectory(temporary.resolve("cache"));
    // By another name, as another process is: locks of this JVM's threads go by the name.
    sameRoot = Files.createSymbolicLink(temporary.resolve("other"), root);
  }

  @Test
  void whereTheFileSystemHasLocksTheSecondWriterFindsTheBlob() throws Exception {
    AtomicInteger written = new AtomicInteger();
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Void> first =
        store(
            ModelCache.at(root, FileChannel::tryLock),
            part -> {
              writing.countDown();
              await(go);
              write(part, written);
            });
    await(writing);
    CompletableFuture<Void> second =
        store(ModelCache.at(sameRoot, FileChannel::tryLock), part -> write(part, written));

    go.countDown();

    assertThat(first).succeedsWithin(Duration.ofSeconds(30));
    assertThat(second).succeedsWithin(Duration.ofSeconds(30));
    assertThat(written).hasValue(1);
    assertHoldsOneWholeBlob();
  }

  @Test
  void whereTheFileSystemHasNoLocksASecondDownloadIsHarmless() throws Exception {
    AtomicInteger written = new AtomicInteger();
    CyclicBarrier bothAreWriting = new CyclicBarrier(2);
    Consumer<PartialFile> source =
        part -> {
          try {
            bothAreWriting.await(30, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
          write(part, written);
        };

    CompletableFuture<Void> first = store(ModelCache.at(root, NO_LOCKS), source);
    CompletableFuture<Void> second = store(ModelCache.at(sameRoot, NO_LOCKS), source);

    assertThat(first).succeedsWithin(Duration.ofSeconds(30));
    assertThat(second).succeedsWithin(Duration.ofSeconds(30));
    assertThat(written).hasValue(2);
    assertHoldsOneWholeBlob();
  }

  @Test
  void whereTheFileSystemHasNoLocksABrokenDownloadLeavesNothing() {
    ModelCache cache = ModelCache.at(root, NO_LOCKS);
    CompletableFuture<Void> broken =
        store(
            cache,
            part -> {
              part.write("0123".getBytes(UTF_8), 4, 0);
              throw new IllegalStateException("broken");
            });

    assertThat(broken).failsWithin(Duration.ofSeconds(30));
    assertThat(root.resolve("models--owner--name/blobs")).isEmptyDirectory();
  }

  /** As every version has written it: a cache outlives the application that filled it. */
  @Test
  void theManifestAndTheReferenceOfASnapshotHaveTheirOwnPlaceAndForm() {
    ModelCache cache = ModelCache.at(root);

    cache.write(
        SNAPSHOT,
        ModelHandler.OPEN_CLIP,
        new SnapshotManifest(
            SNAPSHOT.repository(), SNAPSHOT.commit(), "mit", List.of(), List.of(DIGITS)));
    cache.pointTo("main", SNAPSHOT);

    Path directory = root.resolve("models--owner--name");
    assertThat(directory.resolve("imagespace").resolve(SNAPSHOT.commit() + ".OPEN_CLIP.json"))
        .hasContent(
            """
            {"repository":"owner/name","commit":"%s","licence":"mit","small":[],\
            "weights":[{"path":"weights","etag":"%s","size":10}]}"""
                .formatted(SNAPSHOT.commit(), DIGITS.etag()));
    assertThat(directory.resolve("refs/main")).hasContent(SNAPSHOT.commit());
  }

  private void assertHoldsOneWholeBlob() {
    assertThat(root.resolve("models--owner--name/blobs"))
        .isDirectoryContaining(path -> path.endsWith(DIGITS.etag()))
        .isDirectoryNotContaining(path -> !path.endsWith(DIGITS.etag()));
    assertThat(ModelCache.at(root).directory(SNAPSHOT).resolve("weights")).hasContent("0123456789");
  }

  private static CompletableFuture<Void> store(ModelCache cache, Consumer<PartialFile> source) {
    return CompletableFuture.runAsync(
        () -> cache.store(SNAPSHOT, DIGITS, Deadline.never(), source),
        task -> new Thread(task).start());
  }

  private static void write(PartialFile part, AtomicInteger written) {
    written.incrementAndGet();
    part.write("0123456789".getBytes(UTF_8), 10, 0);
    part.arrived(0, 10);
    assertThat(part.finish()).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}

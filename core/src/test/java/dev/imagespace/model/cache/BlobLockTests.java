package dev.imagespace.model.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.ModelCacheException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BlobLockTests {
  private final Path file;
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  BlobLockTests(@TempDir Path temporary) {
    file = temporary.resolve("blob.lock");
  }

  @Test
  void theHolderNotesWhoItIsAndLeavesNoNote() {
    try (BlobLock lock = acquire(Deadline.never())) {
      assertThat(lock.isExclusive()).isTrue();
      assertThat(file).content().startsWith("process " + ProcessHandle.current().pid());
    }

    assertThat(file).isEmptyFile();
  }

  @Test
  void theSecondWaitsForTheFirst() throws Exception {
    CompletableFuture<Void> first = hold();
    held.await();
    CompletableFuture<Boolean> second =
        CompletableFuture.supplyAsync(
            () -> {
              try (BlobLock lock = acquire(Deadline.never())) {
                return lock.isExclusive() && release.getCount() == 0;
              }
            });

    release.countDown();

    assertThat(second.get(30, TimeUnit.SECONDS)).isTrue();
    first.get();
  }

  @Test
  void aLockThatIsNotFreeInTimeNamesItsFile() throws Exception {
    CompletableFuture<Void> first = hold();
    held.await();

    assertThatThrownBy(() -> acquire(Deadline.in(Duration.ofMillis(50))))
        .isInstanceOf(ModelCacheException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("imagespace.hub.start-timeout");
    release.countDown();
    first.get();
  }

  @Test
  void whoWaitsCanBeInterrupted() throws Exception {
    CompletableFuture<Void> first = hold();
    held.await();
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try (BlobLock lock = acquire(Deadline.never())) {
                outcome.completeExceptionally(
                    new AssertionError("held twice: " + lock.isExclusive()));
              } catch (CancellationException e) {
                outcome.complete(e);
              }
            });
    waiting.start();

    waiting.interrupt();

    assertThat(outcome.get(30, TimeUnit.SECONDS)).hasMessageContaining("Interrupted");
    release.countDown();
    first.get();
  }

  @Test
  void aFileThatCannotBeOpenedLeavesTheLockFree() throws IOException {
    Files.createDirectory(file);
    assertThatThrownBy(() -> acquire(Deadline.never())).isInstanceOf(ModelCacheException.class);
    Files.delete(file);

    CompletableFuture<Void> another = hold();
    release.countDown();
    assertThat(another).succeedsWithin(Duration.ofSeconds(30));
  }

  @Test
  void aFileSystemWithoutLocksExcludesThreadsAlone() {
    BlobLock.Locking none =
        channel -> {
          throw new IOException("No locks available");
        };

    try (BlobLock lock = BlobLock.acquire(file, Deadline.never(), none)) {
      assertThat(lock.isExclusive()).isFalse();
      assertThat(CompletableFuture.supplyAsync(() -> busy()))
          .succeedsWithin(Duration.ofSeconds(30))
          .isEqualTo(true);
    }
    try (BlobLock lock = acquire(Deadline.never())) {
      assertThat(lock.isExclusive()).isTrue();
    }
  }

  private boolean busy() {
    try (BlobLock lock = acquire(Deadline.in(Duration.ofMillis(50)))) {
      return !lock.isExclusive();
    } catch (ModelCacheException e) {
      return true;
    }
  }

  private BlobLock acquire(Deadline deadline) {
    return BlobLock.acquire(file, deadline, FileChannel::tryLock);
  }

  private CompletableFuture<Void> hold() {
    return CompletableFuture.runAsync(
        () -> {
          try (BlobLock lock = acquire(Deadline.never())) {
            held.countDown();
            if (!lock.isExclusive() || !release.await(30, TimeUnit.SECONDS)) {
              throw new IllegalStateException("not held, or held for too long");
            }
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }
}

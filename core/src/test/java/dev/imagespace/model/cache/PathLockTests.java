package dev.imagespace.model.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.ModelCacheException;
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
class PathLockTests {
  private final Path file;
  private final CountDownLatch held = new CountDownLatch(1);
  private final CountDownLatch release = new CountDownLatch(1);

  PathLockTests(@TempDir Path temporary) {
    file = temporary.resolve("blob.lock");
  }

  @Test
  void theResultIsThatOfTheWork() {
    assertThat(PathLock.<String>holding(file, Deadline.never(), () -> "done")).isEqualTo("done");
  }

  @Test
  void theHolderNotesWhoItIsAndLeavesNoNote() {
    PathLock.holding(
        file,
        Deadline.never(),
        () -> assertThat(file).content().startsWith("process " + ProcessHandle.current().pid()));

    assertThat(file).isEmptyFile();
  }

  @Test
  void theSecondWaitsForTheFirst() throws Exception {
    CompletableFuture<Void> first = hold();
    held.await();
    CompletableFuture<Boolean> second =
        CompletableFuture.supplyAsync(
            () -> PathLock.holding(file, Deadline.never(), () -> release.getCount() == 0));

    release.countDown();

    assertThat(second.get(30, TimeUnit.SECONDS)).isTrue();
    first.get();
  }

  @Test
  void aLockThatIsNotFreeInTimeNamesItsFile() throws Exception {
    CompletableFuture<Void> first = hold();
    held.await();

    assertThatThrownBy(
            () -> PathLock.holding(file, Deadline.in(Duration.ofMillis(50)), () -> "never"))
        .isInstanceOf(ModelCacheException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("imagespace.hub.start-timeout");
    release.countDown();
    first.get();
  }

  @Test
  void aFailureFreesTheLock() {
    assertThatThrownBy(
            () ->
                PathLock.holding(
                    file,
                    Deadline.never(),
                    () -> {
                      throw new IllegalStateException("broken");
                    }))
        .hasMessage("broken");

    assertThat(PathLock.<String>holding(file, Deadline.never(), () -> "free")).isEqualTo("free");
  }

  @Test
  void whoWaitsCanBeInterrupted() throws Exception {
    CompletableFuture<Void> first = hold();
    held.await();
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread waiting =
        new Thread(
            () -> {
              try {
                outcome.completeExceptionally(
                    new AssertionError(
                        PathLock.<String>holding(file, Deadline.never(), () -> "held twice")));
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
  void aLeaseIsForOneUntilItIsGivenBack() throws Exception {
    Path lease = file.resolveSibling("blob.lease");
    PathLock.Holding first = Lease.tryTake(lease);
    assertThat(first).isNotNull();
    assertThat(Lease.tryTake(lease)).isNull();
    assertThat(lease).content().startsWith("process ");

    first.close();

    assertThat(lease).doesNotExist();
    try (PathLock.Holding second = Lease.tryTake(lease)) {
      assertThat(second).isNotNull();
    }
  }

  @Test
  void aLeaseThatNobodyRenewsEnds() throws Exception {
    Path lease = file.resolveSibling("blob.lease");
    Files.writeString(lease, "process 1 on a machine that is gone");
    assertThat(Lease.tryTake(lease, Duration.ofDays(1))).isNull();
    assertThat(Lease.tryTake(lease, Duration.ofDays(1))).isNull();
    assertThat(Lease.tryTake(lease, Duration.ZERO)).isNull();

    try (PathLock.Holding taken = Lease.tryTake(lease, Duration.ZERO)) {
      assertThat(taken).isNotNull();
    }
  }

  private CompletableFuture<Void> hold() {
    return CompletableFuture.runAsync(
        () ->
            PathLock.holding(
                file,
                Deadline.never(),
                () -> {
                  held.countDown();
                  try {
                    return release.await(30, TimeUnit.SECONDS);
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                }));
  }
}

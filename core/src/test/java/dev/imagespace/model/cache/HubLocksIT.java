package dev.imagespace.model.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.ModelCacheException;
import dev.imagespace.model.hub.HubPython;
import java.io.BufferedReader;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One lock for two: the real huggingface_hub waits for us, and we wait for it. */
@Timeout(120)
class HubLocksIT {
  private final HubPython python;
  private final Path lock;

  HubLocksIT(@TempDir Path temporary) {
    python = HubPython.with("http://localhost:9", temporary);
    lock = temporary.resolve("blob.lock");
  }

  @Test
  void whilePythonHoldsALockWeWait() throws Exception {
    Process holder = python.start("hold", lock.toString());
    assertThat(holder.inputReader().readLine()).isEqualTo("held");

    assertThatThrownBy(() -> acquire(Duration.ofMillis(300)))
        .isInstanceOf(ModelCacheException.class)
        .hasMessageContaining("held by another process");
    holder.getOutputStream().close();
    try (BlobLock after = acquire(Duration.ofSeconds(30))) {
      assertThat(after.isExclusive()).isTrue();
    }
  }

  @Test
  void whatPythonHeldWhenItWasKilledIsFree() throws Exception {
    Process holder = python.start("hold", lock.toString());
    assertThat(holder.inputReader().readLine()).isEqualTo("held");

    holder.destroyForcibly().waitFor();

    try (BlobLock after = acquire(Duration.ofSeconds(1))) {
      assertThat(after.isExclusive()).isTrue();
    }
  }

  @Test
  void whileWeHoldALockPythonWaits() throws Exception {
    Files.createFile(lock);
    BufferedReader lines;
    try (BlobLock held = acquire(Duration.ofSeconds(30))) {
      assertThat(held.isExclusive()).isTrue();
      Process waiting = python.start("take", lock.toString());
      lines = waiting.inputReader();
      assertThat(lines.readLine()).isEqualTo("waiting");
      assertThat(waiting.waitFor(1, TimeUnit.SECONDS)).isFalse();
      assertThat(lines.ready()).isFalse();
    }

    assertThat(lines.readLine()).isEqualTo("held");
  }

  private BlobLock acquire(Duration limit) {
    return BlobLock.acquire(lock, Deadline.in(limit), FileChannel::tryLock);
  }
}

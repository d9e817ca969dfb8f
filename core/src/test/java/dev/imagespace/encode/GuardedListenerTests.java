package dev.imagespace.encode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.event.BatchRun;
import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.event.WeightsRelease;
import dev.imagespace.execution.Towers;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GuardedListenerTests {
  private static final ImageSpaceListener BROKEN =
      new ImageSpaceListener() {
        @Override
        public void batchRun(BatchRun run) {
          throw new IllegalStateException("broken");
        }

        @Override
        public void weightsReleased(WeightsRelease release) {
          throw new StackOverflowError("broken");
        }
      };

  @Test
  void whatAListenerThrowsIsLoggedOnce() {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(log, true, UTF_8));
    try {
      tell(GuardedListener.of(BROKEN));
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString(UTF_8).split("A listener of a space failed", -1)).hasSize(2);
  }

  @Test
  void nobodyIsGuardedWhereNobodyListens() {
    assertThat(GuardedListener.of(null)).isNull();
  }

  private static void tell(@Nullable ImageSpaceListener listener) {
    assertThat(listener).isNotNull();
    listener.batchRun(new BatchRun(Towers.TEXT, 1, Duration.ZERO, Duration.ZERO, null));
    listener.batchRun(new BatchRun(Towers.TEXT, 1, Duration.ZERO, Duration.ZERO, null));
    listener.weightsReleased(new WeightsRelease(Towers.TEXT, 0));
  }
}

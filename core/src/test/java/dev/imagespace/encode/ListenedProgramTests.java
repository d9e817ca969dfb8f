package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.event.RecordingListener;
import dev.imagespace.event.WeightsLoad;
import dev.imagespace.event.WeightsRelease;
import dev.imagespace.execution.Towers;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListenedProgramTests {
  private static final Batch BATCH = new Batch(1, 1);
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final RecordingListener listener = new RecordingListener();
  private final ManualTimer timer = new ManualTimer();
  private final LazyProgram lazy = new LazyProgram();
  private final Program program =
      IdleRelease.of("text", ListenedProgram.of(Towers.TEXT, lazy, listener), IDLE, timer);

  @Test
  void weightsThatComeAndGoAreTold() {
    program.run(BATCH);
    program.runOnOneProcessor(BATCH);
    assertThat(listener.events())
        .singleElement()
        .isInstanceOfSatisfying(
            WeightsLoad.class,
            load -> {
              assertThat(load.tower()).isEqualTo(Towers.TEXT);
              assertThat(load.bytes()).isEqualTo(48);
            });
    timer.pass(IDLE);
    assertThat(listener.events()).endsWith(new WeightsRelease(Towers.TEXT, 48)).hasSize(2);
    program.run(BATCH);
    assertThat(listener.events()).hasSize(3).last().isInstanceOf(WeightsLoad.class);
  }

  @Test
  void weightsThatCannotBeReadAreNotTold() {
    lazy.failure = new IllegalStateException("no file");
    lazy.failsBeforeItLoads = true;
    assertThatThrownBy(() -> program.run(BATCH)).isSameAs(lazy.failure);
    assertThat(listener.events()).isEmpty();
  }

  @Test
  void weightsOfAFirstRunThatFailsAreToldNevertheless() {
    lazy.failure = new IllegalStateException("no vector");
    assertThatThrownBy(() -> program.run(BATCH)).isSameAs(lazy.failure);
    assertThat(listener.events()).singleElement().isInstanceOf(WeightsLoad.class);
  }

  @Test
  void nothingStandsBetweenWhereNobodyListens() {
    assertThat(ListenedProgram.of(Towers.TEXT, lazy, null)).isSameAs(lazy);
  }

  private static final class LazyProgram implements Program {
    private boolean loaded;
    private boolean failsBeforeItLoads;
    private @Nullable IllegalStateException failure;

    @Override
    public float[] run(Batch batch) {
      loaded = !failsBeforeItLoads;
      if (failure != null) {
        throw failure;
      }
      return new float[0];
    }

    @Override
    public boolean isLoaded() {
      return loaded;
    }

    @Override
    public long weightBytes() {
      return loaded ? 48 : 0;
    }

    @Override
    public void release() {
      loaded = false;
    }
  }
}

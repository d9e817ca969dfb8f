package dev.imagespace.encode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdleReleaseTests {
  private static final Batch BATCH = new Batch(1, 1);

  private final ManualTimer timer = new ManualTimer();
  private final CountedProgram counted = new CountedProgram();
  private final Program program = IdleRelease.of("image", counted, Duration.ofMinutes(10), timer);

  @Test
  void weightsThatAreNotUsedAreFreedAndReadAgainAtTheNextUse() {
    program.run(BATCH);
    timer.pass(Duration.ofMinutes(10));
    assertThat(program.isLoaded()).isFalse();

    program.run(BATCH);
    assertThat(program.isLoaded()).isTrue();
    timer.pass(Duration.ofMinutes(10));
    assertThat(counted.releases).isEqualTo(2);
  }

  @Test
  void eachUseBeginsTheTimeAnew() {
    program.run(BATCH);
    timer.pass(Duration.ofMinutes(9));
    program.run(BATCH);
    timer.pass(Duration.ofMinutes(9));
    assertThat(program.isLoaded()).isTrue();

    timer.pass(Duration.ofMinutes(1));
    assertThat(program.isLoaded()).isFalse();
  }

  @Test
  void aRunningBatchKeepsItsWeights() {
    program.run(BATCH);
    counted.meanwhile = () -> timer.pass(Duration.ofMinutes(30));
    program.run(BATCH);
    assertThat(counted.releases).isZero();

    timer.pass(Duration.ofMinutes(10));
    assertThat(counted.releases).isEqualTo(1);
  }

  @Test
  void manyRunsWaitForOneLookAtTheClock() {
    for (int i = 0; i < 100; i++) {
      program.run(BATCH);
    }
    assertThat(timer.waiting()).isEqualTo(1);
  }

  @Test
  void nothingIsFreedWhereNobodyAskedForIt() {
    assertThat(IdleRelease.of("image", counted, null, timer)).isSameAs(counted);
  }

  private static final class CountedProgram implements Program {
    private int releases;
    private boolean loaded;
    private Runnable meanwhile = () -> {};

    @Override
    public float[] run(Batch batch) {
      loaded = true;
      meanwhile.run();
      return new float[0];
    }

    @Override
    public boolean isLoaded() {
      return loaded;
    }

    @Override
    public void release() {
      loaded = false;
      releases++;
    }
  }
}

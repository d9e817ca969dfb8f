package dev.imagespace.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LazyProgramTests {
  private static final Batch BATCH = new Batch(1, 1);

  private final ExecutorService callers = Executors.newFixedThreadPool(2);
  private final AtomicInteger loads = new AtomicInteger();

  @AfterEach
  void stop() {
    callers.shutdownNow();
  }

  @Test
  void callersThatComeTogetherLoadTheNetworkOnce() throws Exception {
    CountDownLatch bothRun = new CountDownLatch(2);
    LazyProgram program = new LazyProgram(batch -> network(bothRun));
    Future<float[]> one = callers.submit(() -> program.run(BATCH));
    Future<float[]> other = callers.submit(() -> program.run(BATCH));

    assertThat(one.get()).containsExactly(1);
    assertThat(other.get()).containsExactly(1);
  }

  @Test
  void whatDoesNotLoadIsTriedAgain() {
    LazyProgram program =
        new LazyProgram(
            batch -> {
              if (loads.get() == 0) {
                loads.incrementAndGet();
                throw new IllegalStateException("not yet");
              }
              return network(new CountDownLatch(1));
            });
    assertThatThrownBy(() -> program.run(BATCH)).hasMessage("not yet");
    assertThat(program.isLoaded()).isFalse();

    assertThat(program.run(BATCH)).containsExactly(2);
    assertThat(program.isLoaded()).isTrue();
  }

  @Test
  void aClosedProgramLoadsNothing() {
    LazyProgram program = new LazyProgram(batch -> network(new CountDownLatch(1)));
    program.close();

    assertThatThrownBy(() -> program.run(BATCH)).hasMessage("The model is closed");
    assertThat(loads).hasValue(0);
  }

  /** Gives the number of its load, when so many run. */
  private LoadedNetwork network(CountDownLatch running) {
    float number = loads.incrementAndGet();
    return new LoadedNetwork() {
      @Override
      public float[] run(Batch batch) {
        running.countDown();
        try {
          assertThat(running.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        return new float[] {number};
      }

      @Override
      public void close() {}
    };
  }
}

package dev.imagespace.encode.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.execution.Execution;
import dev.imagespace.image.load.Processors;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.Network;
import dev.imagespace.tensor.Program;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParallelismTests {
  private static final Processors EIGHT = new Processors(8);

  @Test
  void anEngineThatRunsOnOneProcessorGetsOneForEachRun() {
    Parallelism parallelism = Parallelism.of(Execution.defaults(), engine(true), EIGHT);
    assertThat(parallelism).isEqualTo(new Parallelism(8, 1, 8));
    assertThat(parallelism.isForOneRun(7)).isTrue();
    assertThat(parallelism.isForOneRun(8)).isFalse();
  }

  @Test
  void anotherEngineRunsOneBatchAfterTheOtherAndLeavesOneProcessorToDecoders() {
    Parallelism parallelism = Parallelism.of(Execution.defaults(), engine(false), EIGHT);
    assertThat(parallelism).isEqualTo(new Parallelism(1, 7, 7));
    assertThat(parallelism.isForOneRun(1)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1, 8, 1", "2, 4, 2", "3, 2, 3", "8, 1, 8", "99, 1, 8"})
  void threadsThatTheUserNamesAreThoseOfEveryRun(int threads, int most, int each) {
    Parallelism parallelism =
        Parallelism.of(Execution.builder().threads(threads).build(), engine(true), EIGHT);
    assertThat(parallelism).isEqualTo(new Parallelism(most, each, each));
    assertThat(parallelism.isForOneRun(1)).isFalse();
  }

  @Test
  void aDeviceLeavesTheProcessorsToTheDecoders() {
    Execution execution = Execution.builder().device("cuda:0").build();
    assertThat(Parallelism.of(execution, engine(false), EIGHT)).isEqualTo(new Parallelism(1, 1, 1));
  }

  private static Engine engine(boolean onOneProcessor) {
    return new Engine() {
      @Override
      public Program prepare(Network network, Supplier<List<Batch>> calibration) {
        throw new UnsupportedOperationException();
      }

      @Override
      public boolean runsOnOneProcessor() {
        return onOneProcessor;
      }

      @Override
      public void close() {}
    };
  }
}

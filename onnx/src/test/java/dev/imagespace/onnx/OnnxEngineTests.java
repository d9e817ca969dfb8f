package dev.imagespace.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.execution.Execution;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.testing.EngineContract;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** ONNX Runtime keeps the contract of every engine. */
class OnnxEngineTests extends EngineContract {

  @Override
  protected EngineProvider provider() {
    return new OnnxEngineProvider();
  }

  @ParameterizedTest
  @CsvSource({", false, true", ", true, false", "1, false, false", "2, false, false"})
  void aSecondSessionIsOpenedWhereThreadsAndMemoryAreNotGiven(
      Integer threads, boolean lowMemory, boolean offered) {
    Execution execution = Execution.builder().threads(threads).lowMemory(lowMemory).build();
    try (Engine engine = provider().create(execution)) {
      assertThat(engine.runsOnOneProcessor()).isEqualTo(offered);
    }
  }
}

package dev.imagespace.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Precision;
import dev.imagespace.tensor.Engines;
import org.junit.jupiter.api.Test;

class OnnxEngineProviderTests {
  private final OnnxEngineProvider provider = new OnnxEngineProvider();

  @Test
  void isPreferredOnTheCpu() {
    assertThat(Engines.find(Execution.defaults())).isInstanceOf(OnnxEngineProvider.class);
    Execution named = Execution.builder().device("cpu").build();
    assertThat(Engines.find(named)).isInstanceOf(OnnxEngineProvider.class);
  }

  @Test
  void isTheOneForInt8() {
    Execution int8 = Execution.builder().precision(Precision.INT8).build();
    assertThat(Engines.find(int8)).isInstanceOf(OnnxEngineProvider.class);
  }

  @Test
  void leavesTheGpuToPyTorch() {
    Execution gpu = Execution.builder().device("cuda").build();
    assertThat(provider.preference(gpu)).isNegative();
    assertThatThrownBy(() -> provider.create(gpu))
        .isInstanceOf(EngineUnavailableException.class)
        .hasMessageContaining("'cuda'")
        .hasMessageContaining("imagespace.backend=pytorch");
  }
}

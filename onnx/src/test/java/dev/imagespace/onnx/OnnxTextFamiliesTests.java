package dev.imagespace.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Precision;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.tensor.Program;
import dev.imagespace.testing.Closeness;
import dev.imagespace.testing.TextFamiliesContract;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text towers of OpenCLIP's families on ONNX Runtime. */
class OnnxTextFamiliesTests extends TextFamiliesContract {

  @Override
  protected EngineProvider provider() {
    return new OnnxEngineProvider();
  }

  /**
   * In whole bytes, compared with float32 as it loads: a family that differs too much is refused.
   */
  @ParameterizedTest
  @MethodSource("families")
  void everyFamilyRunsInInt8(String name) {
    Family family = Family.open(name);
    Execution int8 = Execution.builder().threads(1).precision(Precision.INT8).build();
    try (Engine engine = provider().create(int8)) {
      Batch all = family.tower().batch(family.ids());
      Program program = engine.prepare(family.tower(), () -> List.of(all));
      float[] together = program.run(all);
      int dimension = together.length / family.ids().size();
      for (int i = 0; i < family.ids().size(); i++) {
        float[] row = Arrays.copyOfRange(together, i * dimension, (i + 1) * dimension);
        assertThat(Closeness.of(row, family.vectors().get(i)).cosine())
            .as("%s, text %d", name, i)
            .isGreaterThan(0.99);
      }
    }
  }
}

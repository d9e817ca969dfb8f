package dev.imagespace.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.imagespace.execution.Execution;
import dev.imagespace.tensor.Activation;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Dim;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.tensor.Network;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.TensorSource;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.block.Rotation;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Single operations by their definitions, where no network's goldens would show a difference. */
public abstract class OperationsContract {
  private static final float TOLERANCE = 2e-6f;

  protected abstract EngineProvider provider();

  @ParameterizedTest
  @CsvSource({
    "GELU, -0.15865525, 0.84134475, 1.9544997",
    "GELU_TANH, -0.15880801, 0.84119199, 1.9545977",
    "QUICK_GELU, -0.15420423, 0.84579577, 1.9356586",
    "SILU, -0.26894142, 0.73105858, 1.7615942",
    "SIGMOID, 0.26894142, 0.73105858, 0.88079708",
    "RELU, 0, 1, 2",
    "RELU6, 0, 1, 2"
  })
  void activationsAreThoseOfTheirFormulas(
      Activation activation, float ofMinusOne, float ofOne, float ofTwo) {
    float[] values =
        run(
            (ops, inputs) -> ops.activate(activation, inputs.get("x")),
            new Batch(3, 1).floats("x", new float[] {-1, 1, 2}, Dim.B, Dim.of(1)));

    assertThat(values).containsExactly(new float[] {ofMinusOne, ofOne, ofTwo}, within(TOLERANCE));
  }

  @Test
  void productsRepeatWhatHasOneOfAnAxis() {
    float[] values =
        run(
            (ops, inputs) -> ops.multiply(inputs.get("x"), inputs.get("factors")),
            new Batch(2, 1)
                .floats("x", new float[] {1, 2, 3, 4, 5, 6}, Dim.B, Dim.of(3))
                .floats("factors", new float[] {10, 100, 1000}, Dim.of(1), Dim.of(3)));

    assertThat(values).containsExactly(10, 200, 3000, 40, 500, 6000);
  }

  @Test
  void aConvolutionAddsItsBiasToEveryCell() {
    Parameter weight = constant("twice, minus once", new float[] {2, -1}, 2, 1, 1, 1);
    Parameter bias = constant("a hundred, a thousand", new float[] {100, 1000}, 2);
    Dim two = Dim.of(2);
    float[] values =
        run(
            (ops, inputs) -> ops.conv2d(inputs.get("x"), weight, bias, 1, 0, 1),
            new Batch(1, 1).floats("x", new float[] {1, 2, 3, 4}, Dim.B, Dim.of(1), two, two));

    assertThat(values).containsExactly(102, 104, 106, 108, 999, 998, 997, 996);
  }

  @Test
  void anAveragePoolDoesNotCountItsPadding() {
    Dim four = Dim.of(4);
    float[] x = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    float[] values =
        run(
            (ops, inputs) -> ops.averagePool2d(inputs.get("x"), 3, 2, 1),
            new Batch(1, 1).floats("x", x, Dim.B, Dim.of(1), four, four));

    assertThat(values).containsExactly(new float[] {3.5f, 5, 9.5f, 11}, within(TOLERANCE));
  }

  @Test
  void aRotationTurnsEachPairOfEachHeadByTheAngleOfItsToken() {
    Weights weights = noTensors();
    Rotation quarters =
        Rotation.of(weights, "quarters", 2, 2, (token, pair) -> token * Math.PI / 2);
    float[] values =
        run(
            (ops, inputs) -> quarters.forward(ops, inputs.get("x"), Dim.of(2), 2),
            new Batch(1, 1)
                .floats("x", new float[] {1, 2, 3, 4, 1, 2, 3, 4}, Dim.B.times(2), Dim.of(4)));

    assertThat(values).containsExactly(new float[] {1, 2, 3, 4, -2, 1, -4, 3}, within(TOLERANCE));
  }

  protected final Engine open() {
    return provider().create(Execution.builder().threads(1).build());
  }

  private float[] run(Network network, Batch batch) {
    try (Engine engine = open()) {
      return engine.prepare(network, List::of).run(batch);
    }
  }

  private static Parameter constant(String name, float[] values, long... shape) {
    return noTensors().computed(name, List.of(), none -> values, shape);
  }

  private static Weights noTensors() {
    TensorSource source =
        new TensorSource() {
          @Override
          public Map<String, StoredTensor> tensors() {
            return Map.of();
          }

          @Override
          public ByteBuffer read(StoredTensor tensor) {
            throw new AssertionError(tensor);
          }

          @Override
          public String describe() {
            return "nothing";
          }
        };
    return new Weights(source, Weights.Naming.asIs());
  }
}

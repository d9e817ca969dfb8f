package dev.imagespace.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.model.InvalidCheckpointException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A checkpoint of two tensors, "a" and "b", of shape (2, 2): 1, 2, 3, 4 in each. */
class WeightsTests {
  private final Weights weights = new Weights(new TwoTensors(), Weights.Naming.asIs());

  @Test
  void whatAWeightIsComputedFromCountsAsUsed() {
    Parameter sum = computedSum(new AtomicInteger());

    weights.requireNoneLeft(name -> false);
    assertThat(weights.used()).extracting(StoredTensor::name).containsExactly("a", "b");
    assertThat(weights.computed()).containsExactly(sum);
    assertThat(sum.name()).isEqualTo("sum(a, b)");
    assertThat(sum.region()).isNull();
  }

  @Test
  void whatNobodyAskedForIsLeft() {
    Parameter unused = weights.get("a", 2, 2);

    assertThat(unused.shape()).containsExactly(2L, 2L);
    assertThatThrownBy(() -> weights.requireNoneLeft(name -> false))
        .isInstanceOf(InvalidCheckpointException.class)
        .hasMessageContaining("'b'");
  }

  @Test
  void rowsOfAComputedWeightShareOneComputation() {
    AtomicInteger computations = new AtomicInteger();
    Parameter sum = computedSum(computations);
    assertThat(computations).hasValue(0);

    ByteBuffer all = sum.values();
    Parameter second = sum.rows(1, 2);

    assertThat(floats(all)).containsExactly(2, 4, 6, 8);
    assertThat(floats(second.values())).containsExactly(6, 8);
    assertThat(second.shape()).containsExactly(1L, 2L);
    assertThat(second.name()).isEqualTo("sum(a, b)[1:2]");
    assertThat(all.isDirect()).isTrue();
    assertThat(computations).hasValue(1);
    assertThatThrownBy(() -> second.rows(0, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aComputationThatDoesNotFillItsShapeIsAnError() {
    Parameter wrong = weights.computed("three", List.of(), inputs -> new float[3], 2, 2);

    assertThatThrownBy(wrong::values)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("three()")
        .hasMessageContaining("3 numbers")
        .hasMessageContaining("[2, 2]");
  }

  private Parameter computedSum(AtomicInteger computations) {
    return weights.computed(
        "sum",
        List.of(weights.get("a", 2, 2), weights.get("b", 2, 2)),
        inputs -> {
          computations.incrementAndGet();
          float[] sum = new float[4];
          for (int i = 0; i < sum.length; i++) {
            sum[i] = inputs.get(0).get(i) + inputs.get(1).get(i);
          }
          return sum;
        },
        2,
        2);
  }

  private static float[] floats(ByteBuffer values) {
    FloatBuffer floats = values.asFloatBuffer();
    float[] array = new float[floats.remaining()];
    floats.get(array);
    return array;
  }

  private static final class TwoTensors implements TensorSource {
    private static final StoredFile NOWHERE = StoredFile.arriving(Path.of("made.safetensors"));

    @Override
    public Map<String, StoredTensor> tensors() {
      return Map.of("a", tensor("a"), "b", tensor("b"));
    }

    private static StoredTensor tensor(String name) {
      return new StoredTensor(name, StoredType.F32, List.of(2L, 2L), NOWHERE, 0);
    }

    @Override
    public ByteBuffer read(StoredTensor tensor) {
      return ByteBuffer.allocateDirect(4 * Float.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .putFloat(1)
          .putFloat(2)
          .putFloat(3)
          .putFloat(4)
          .flip();
    }

    @Override
    public String describe() {
      return "made.safetensors";
    }
  }
}

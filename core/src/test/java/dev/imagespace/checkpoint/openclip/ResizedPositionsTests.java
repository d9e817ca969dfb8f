package dev.imagespace.checkpoint.openclip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.StoredType;
import dev.imagespace.tensor.TensorSource;
import dev.imagespace.tensor.Weights;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Against torch.nn.functional.interpolate(mode="bicubic", antialias=True) of PyTorch 2.15. */
class ResizedPositionsTests {

  @Test
  void aSmallerGridIsAveraged() {
    assertThat(values(resized(5, 2, 3)))
        .containsExactly(
            new float[] {
              -1.25f, -0.5f, 0.1466491f, 0.2481142f, 0.1058491f, -0.1206046f, 0.1168146f,
              0.0690278f, -0.3392858f, -0.1233676f, -0.0526295f, 0.3646001f, 0.3536489f, -0.416907f
            },
            within(2e-6f));
  }

  @Test
  void aLargerGridIsInterpolatedAlongBothAxes() {
    assertThat(values(resized(2, 3, 4)))
        .containsExactly(
            new float[] {
              -1.25f, -0.5f, 0.5388933f, 1.4857775f, 0.2435152f, 1.1369594f, -0.3421991f,
              0.4452773f, -0.6375773f, 0.0964591f, 0.9632353f, 0.2169118f, 0.6678572f, 0.3276786f,
              0.0821428f, 0.5473214f, -0.2132353f, 0.6580883f, 1.3875774f, -1.0519545f, 1.0921993f,
              -0.4816026f, 0.506485f, 0.6493657f, 0.2111069f, 1.2197176f
            },
            within(2e-6f));
  }

  @Test
  void theSameGridIsLeftAsItIs() {
    Weights weights = weights(3);

    assertThat(ResizedPositions.in(weights, 3, 3, 2)).isSameAs(weights);
  }

  private static Parameter resized(int side, int rows, int columns) {
    return ResizedPositions.in(weights(side), rows, columns, 2)
        .get(ResizedPositions.NAME, (long) rows * columns + 1, 2);
  }

  private static float[] values(Parameter parameter) {
    float[] values = new float[parameter.values().asFloatBuffer().remaining()];
    parameter.values().asFloatBuffer().get(values);
    return values;
  }

  /** Positions of a square grid, two columns wide. */
  private static Weights weights(int side) {
    int rows = side * side + 1;
    StoredTensor tensor =
        new StoredTensor(
            ResizedPositions.NAME,
            StoredType.F32,
            List.of((long) rows, 2L),
            StoredFile.arriving(Path.of("nowhere")),
            0);
    ByteBuffer bytes = ByteBuffer.allocateDirect(rows * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 2 * rows; i++) {
      bytes.putFloat((i / 2 * 7 + i % 2 * 3) % 11 / 4f - 1.25f);
    }
    TensorSource source =
        new TensorSource() {
          @Override
          public Map<String, StoredTensor> tensors() {
            return Map.of(tensor.name(), tensor);
          }

          @Override
          public ByteBuffer read(StoredTensor stored) {
            return bytes.duplicate().flip().order(ByteOrder.LITTLE_ENDIAN);
          }

          @Override
          public String describe() {
            return "a made checkpoint";
          }
        };
    return new Weights(source, Weights.Naming.asIs());
  }
}

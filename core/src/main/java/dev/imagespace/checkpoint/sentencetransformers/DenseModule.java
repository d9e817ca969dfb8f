package dev.imagespace.checkpoint.sentencetransformers;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.config.NeutralKeys;
import dev.imagespace.checkpoint.format.WeightFiles;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Float32Values;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.TensorSource;
import dev.imagespace.tower.VectorHead;
import dev.imagespace.tower.VectorHead.Curve;
import java.util.List;

/** Reads a Dense module: a linear layer and an activation. Stateless. */
final class DenseModule {
  private static final int MOST = 1 << 16;
  private static final List<String> WEIGHTS = List.of("model.safetensors", "pytorch_model.bin");

  private DenseModule() {}

  static VectorHead.Dense read(ModelDirectory directory) {
    JsonConfig config = JsonConfig.read(directory.file("config.json"));
    int in = config.size("in_features", MOST);
    int out = config.size("out_features", MOST);
    boolean biased = config.flag("bias", true);
    Curve curve = curve(config);
    config.requireKnown(NeutralKeys.of("dense"));
    TensorSource weights = WeightFiles.open(directory, WEIGHTS);
    float[] matrix = values(weights, "linear.weight", List.of((long) out, (long) in));
    float[] bias = biased ? values(weights, "linear.bias", List.of((long) out)) : new float[out];
    return new VectorHead.Dense(in, matrix, bias, curve);
  }

  private static Curve curve(JsonConfig config) {
    String name = config.text("activation_function", "torch.nn.modules.activation.Tanh");
    return switch (name) {
      case "torch.nn.modules.linear.Identity" -> Curve.IDENTITY;
      case "torch.nn.modules.activation.Tanh" -> Curve.TANH;
      case "torch.nn.modules.activation.ReLU" -> Curve.RELU;
      case "torch.nn.modules.activation.Sigmoid" -> Curve.SIGMOID;
      default ->
          throw config.invalid(
              "activation_function", "is not supported: PyTorch's Identity, Tanh, ReLU, Sigmoid");
    };
  }

  private static float[] values(TensorSource weights, String name, List<Long> shape) {
    StoredTensor tensor = weights.tensors().get(name);
    if (tensor == null || !tensor.shape().equals(shape)) {
      throw new InvalidCheckpointException(
          "%s has %s for the tensor '%s'; the config.json beside it says %s. Take both from one model."
              .formatted(
                  weights.describe(), tensor == null ? "nothing" : tensor.shape(), name, shape));
    }
    float[] values = new float[Math.toIntExact(tensor.elements())];
    Float32Values.read(weights, tensor).asFloatBuffer().get(values);
    return values;
  }
}

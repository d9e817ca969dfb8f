package dev.imagespace.checkpoint.format;

import dev.imagespace.bounds.Shown;
import dev.imagespace.checkpoint.format.TorchObjects.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/** The tensors by name, found in a pickle as OpenCLIP finds them. */
final class StateDict {
  private static final String NESTED = "state_dict";

  /** What training on several devices puts before every name. */
  private static final String WRAPPER = "module.";

  private StateDict() {}

  static Map<String, Tensor> of(Object pickled) throws MalformedFileException {
    if (!(pickled instanceof Map<?, ?> dict)) {
      throw new MalformedFileException("it holds no dict of tensors");
    }
    // A checkpoint of a training run has its epoch and its optimizer beside the weights.
    Map<?, ?> weights = dict.get(NESTED) instanceof Map<?, ?> nested ? nested : dict;
    if (weights.isEmpty()) {
      throw new MalformedFileException("it holds no tensor");
    }
    boolean wrapped = String.valueOf(weights.keySet().iterator().next()).startsWith(WRAPPER);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : weights.entrySet()) {
      if (!(entry.getKey() instanceof String key && entry.getValue() instanceof Tensor tensor)) {
        throw new MalformedFileException(
            "its entry '%s' is no tensor".formatted(Shown.of(String.valueOf(entry.getKey()))));
      }
      String name = wrapped && key.startsWith(WRAPPER) ? key.substring(WRAPPER.length()) : key;
      if (tensors.put(name, tensor) != null) {
        throw new MalformedFileException("it names tensor '%s' twice".formatted(Shown.of(name)));
      }
    }
    return tensors;
  }
}

package dev.imagespace.checkpoint;

import java.util.Set;

/** Tensors that published checkpoints carry and no forward pass reads. */
final class IgnoredTensors {
  private static final Set<String> NAMES = Set.of("logit_scale", "logit_bias");

  private IgnoredTensors() {}

  static boolean contain(String tensor) {
    return NAMES.contains(tensor)
        || tensor.endsWith(".position_ids")
        || tensor.endsWith(".num_batches_tracked")
        || tensor.startsWith("text_decoder.");
  }
}

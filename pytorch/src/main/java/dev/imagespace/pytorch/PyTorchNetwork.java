package dev.imagespace.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.LoadedNetwork;
import dev.imagespace.tensor.Network;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.StoredTensor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A network in native memory. Its weights lie in one long-lived manager, everything of a run in a
 * manager of its own. Thread-safe, but for closing it.
 */
final class PyTorchNetwork implements LoadedNetwork {
  private final Network network;
  private final NDManager manager;
  private final Map<Parameter, NDArray> weights = new ConcurrentHashMap<>();

  /**
   * A network that has read no weight yet.
   *
   * @param manager closed with this
   */
  PyTorchNetwork(Network network, NDManager manager) {
    this.network = network;
    this.manager = manager;
  }

  @Override
  public float[] run(Batch batch) {
    try (NDManager call = manager.newSubManager()) {
      PyTorchOps ops = new PyTorchOps(call, batch, this::weight);
      Map<String, PyTorchTensor> inputs =
          batch.inputs().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, e -> ops.input(e.getValue())));
      return ops.array(network.forward(ops, Network.Inputs.of(inputs))).toFloatArray();
    }
  }

  /** The weight in native memory: mapped from its file on the CPU, copied to any other device. */
  private NDArray weight(Parameter parameter) {
    return weights.computeIfAbsent(
        parameter,
        p -> {
          Shape shape = new Shape(p.shape().stream().mapToLong(Long::longValue).toArray());
          return manager.create(p.values(), shape, DataType.FLOAT32);
        });
  }

  @Override
  public long weightBytes() {
    return weights.keySet().stream()
        .mapToLong(weight -> Float.BYTES * StoredTensor.elements(weight.shape()))
        .sum();
  }

  @Override
  public void close() {
    weights.clear();
    manager.close();
  }
}

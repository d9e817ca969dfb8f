package dev.imagespace.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.LoadedNetwork;
import dev.imagespace.tensor.Network;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.StoredTensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A network in native memory. Its weights lie in one long-lived manager, everything of a run in a
 * manager of its own. Thread-safe, but for closing it.
 */
final class PyTorchNetwork implements LoadedNetwork {
  /** Bytes that are copied at a time, of a weight that no buffer holds. */
  private static final long PART = 1 << 28;

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
    return weights.computeIfAbsent(parameter, this::create);
  }

  private NDArray create(Parameter parameter) {
    List<Long> shape = parameter.shape();
    long bytes = StoredTensor.elements(shape) * Float.BYTES;
    return bytes <= Integer.MAX_VALUE
        ? create(manager, parameter)
        : copied(parameter, PART / (bytes / shape.get(0)));
  }

  private static NDArray create(NDManager owner, Parameter parameter) {
    return owner.create(parameter.values(), shape(parameter), DataType.FLOAT32);
  }

  private static Shape shape(Parameter parameter) {
    return new Shape(parameter.shape().stream().mapToLong(Long::longValue).toArray());
  }

  /** So many rows at a time: a buffer of Java does not hold them all. */
  private NDArray copied(Parameter parameter, long mostRows) {
    NDArray whole = manager.zeros(shape(parameter), DataType.FLOAT32);
    long rows = parameter.shape().get(0);
    for (long first = 0; first < rows; first += mostRows) {
      long end = Math.min(rows, first + mostRows);
      try (NDManager part = manager.newSubManager()) {
        whole.set(new NDIndex("{}:{}", first, end), create(part, parameter.rows(first, end)));
      }
    }
    return whole;
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

package dev.imagespace.tensor.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.imagespace.process.NativeHeap;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Network;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Program;
import dev.imagespace.tensor.StoredTensor;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One network. Its weights lie in one long-lived manager, everything of a run in a manager of its
 * own. Thread-safe: runs go side by side, a release waits for them.
 */
final class DjlProgram implements Program {
  private final Network network;
  private final Supplier<NDManager> opener;
  private final Map<Parameter, NDArray> weights = new ConcurrentHashMap<>();
  private final ReadWriteLock life = new ReentrantReadWriteLock();
  private volatile @Nullable NDManager manager;

  DjlProgram(Network network, Supplier<NDManager> opener) {
    this.network = network;
    this.opener = opener;
  }

  @Override
  public float[] run(Batch batch) {
    life.readLock().lock();
    try (NDManager call = manager().newSubManager()) {
      DjlOps ops = new DjlOps(call, batch, this::weight);
      Map<String, DjlTensor> inputs =
          batch.inputs().entrySet().stream()
              .collect(Collectors.toMap(Map.Entry::getKey, e -> ops.input(e.getValue())));
      DjlTensor result =
          (DjlTensor) network.forward(ops, name -> DjlOps.required(inputs.get(name), name));
      return result.array().toFloatArray();
    } finally {
      life.readLock().unlock();
    }
  }

  /** The weight in native memory: mapped from its file on the CPU, copied to any other device. */
  private NDArray weight(Parameter parameter) {
    return weights.computeIfAbsent(
        parameter,
        p -> {
          Shape shape = new Shape(p.shape().stream().mapToLong(Long::longValue).toArray());
          return manager().create(p.values(), shape, DataType.FLOAT32);
        });
  }

  private NDManager manager() {
    NDManager opened = manager;
    return opened != null ? opened : open();
  }

  private synchronized NDManager open() {
    NDManager opened = manager;
    if (opened == null) {
      opened = opener.get();
      manager = opened;
    }
    return opened;
  }

  @Override
  public boolean isLoaded() {
    return manager != null;
  }

  @Override
  public long weightBytes() {
    return weights.keySet().stream()
        .mapToLong(weight -> Float.BYTES * StoredTensor.elements(weight.shape()))
        .sum();
  }

  @Override
  public void release() {
    life.writeLock().lock();
    try {
      NDManager opened = manager;
      manager = null;
      weights.clear();
      if (opened != null) {
        opened.close();
        NativeHeap.trim();
      }
    } finally {
      life.writeLock().unlock();
    }
  }
}

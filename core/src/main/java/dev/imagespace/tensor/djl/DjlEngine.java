package dev.imagespace.tensor.djl;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.EngineUnavailableException;
import dev.imagespace.tensor.Network;
import dev.imagespace.tensor.Parameter;
import dev.imagespace.tensor.Program;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs a network operation by operation. Weights lie in one long-lived manager, everything of a run
 * in a manager of its own. Thread-safe: runs go side by side, close waits for them.
 */
final class DjlEngine implements Engine {
  private final @Nullable String deviceName;
  private final Map<Parameter, NDArray> weights = new ConcurrentHashMap<>();
  private final ReadWriteLock life = new ReentrantReadWriteLock();
  private volatile @Nullable NDManager manager;
  private boolean closed;

  DjlEngine(@Nullable String deviceName) {
    this.deviceName = deviceName;
  }

  @Override
  public Program prepare(Network network) {
    return batch -> run(network, batch);
  }

  private float[] run(Network network, Batch batch) {
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
    if (closed) {
      throw new IllegalStateException("The model is closed");
    }
    NDManager opened = manager;
    if (opened == null) {
      try {
        Device device = deviceName == null ? Device.cpu() : Device.fromName(deviceName);
        opened = NDManager.newBaseManager(device, "PyTorch");
        // A device that is not there shows at the first array only.
        opened.create(0f).close();
      } catch (RuntimeException | LinkageError e) {
        throw new EngineUnavailableException(
            "PyTorch could not be started on device '%s': %s"
                .formatted(deviceName == null ? "cpu" : deviceName, e.getMessage()),
            e);
      }
      manager = opened;
    }
    return opened;
  }

  @Override
  public void close() {
    life.writeLock().lock();
    try {
      synchronized (this) {
        closed = true;
        NDManager opened = manager;
        manager = null;
        weights.clear();
        if (opened != null) {
          opened.close();
        }
      }
    } finally {
      life.writeLock().unlock();
    }
  }
}

package dev.imagespace.pytorch;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.LazyProgram;
import dev.imagespace.tensor.Network;
import dev.imagespace.tensor.Program;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs networks operation by operation on DJL's PyTorch engine. Thread-safe. */
final class PyTorchEngine implements Engine {
  private final @Nullable String deviceName;
  private final boolean spinning;
  private final Collection<LazyProgram> programs = new ConcurrentLinkedQueue<>();

  PyTorchEngine(@Nullable String deviceName, boolean spinning) {
    this.deviceName = deviceName;
    this.spinning = spinning;
  }

  @Override
  public Program prepare(Network network, Supplier<List<Batch>> calibration) {
    LazyProgram program = new LazyProgram(batch -> new PyTorchNetwork(network, open()));
    programs.add(program);
    return program;
  }

  /** A manager for the weights of one network. */
  private NDManager open() {
    if (!spinning) {
      OpenMp.waitPassively();
    }
    PyTorchNatives.load();
    try {
      Device device = deviceName == null ? Device.cpu() : Device.fromName(deviceName);
      NDManager opened = NDManager.newBaseManager(device, "PyTorch");
      // A device that is not there shows at the first array only.
      opened.create(0f).close();
      return opened;
    } catch (RuntimeException | LinkageError e) {
      throw new EngineUnavailableException(
          "PyTorch could not be started on device '%s': %s. %s"
              .formatted(deviceName == null ? "cpu" : deviceName, firstLine(e), remedy()),
          e);
    }
  }

  /** PyTorch appends pages of addresses. */
  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("").replaceAll("\\.+$", "");
  }

  private String remedy() {
    return isGpu()
        ? "It needs an NVIDIA GPU that this process sees, its driver, and a PyTorch made for CUDA"
            + " (ai.djl.pytorch:pytorch-native-cu128 in place of pytorch-native-cpu). Otherwise"
            + " remove 'imagespace.device', for the CPU."
        : "Check that its libraries fit this machine.";
  }

  private boolean isGpu() {
    return deviceName != null && deviceName.startsWith("cuda");
  }

  /** On a GPU that is named, at once: it may not be there, and the first call is too late. */
  void requireDevice() {
    if (isGpu()) {
      open().close();
    }
  }

  @Override
  public void close() {
    programs.forEach(LazyProgram::close);
  }
}

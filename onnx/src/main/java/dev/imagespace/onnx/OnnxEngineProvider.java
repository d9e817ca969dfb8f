package dev.imagespace.onnx;

import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.execution.Execution;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.EngineProvider;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime on the CPU, from the natives of its jar. Thread-safe. */
public final class OnnxEngineProvider implements EngineProvider {
  private static final int FASTER_THAN_PYTORCH = 10;

  @Override
  public String name() {
    return "onnx";
  }

  @Override
  public int preference(Execution execution) {
    return isCpu(execution.device()) && NativeLibraries.arePresent() ? FASTER_THAN_PYTORCH : -1;
  }

  @Override
  public Engine create(Execution execution) {
    if (!isCpu(execution.device())) {
      throw new EngineUnavailableException(
          "The backend 'onnx' runs on the CPU, not on the device '%s'. Set 'imagespace.backend=pytorch', or leave 'imagespace.device' out."
              .formatted(execution.device()),
          null);
    }
    if (!NativeLibraries.arePresent()) {
      throw new EngineUnavailableException(
          "ONNX Runtime has no native library for %s on the class path. Set 'imagespace.backend=pytorch', or the system property '%s' to the directory of an installed one."
              .formatted(NativeLibraries.platform(), NativeLibraries.INSTALLED),
          null);
    }
    NativeLibraries.requireTemporaryDirectory();
    return new OnnxEngine(execution, int8Forms(Int8Products.ofThisMachine()));
  }

  /** The fastest first. */
  static List<LinearForm> int8Forms(Int8Products products) {
    return List.of(
        DynamicInt8.on(products).butForProjections(), new BlockwiseInt8().butForProjections());
  }

  private static boolean isCpu(@Nullable String device) {
    return device == null || device.equals("cpu");
  }
}

package dev.imagespace.pytorch;

import dev.imagespace.djl.DjlDefaults;
import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Precision;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.EngineProvider;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** DJL's PyTorch engine, on the natives of the class path. Thread-safe. */
public final class PyTorchEngineProvider implements EngineProvider {
  private static final Pattern DEVICE = Pattern.compile("cpu|cuda(:\\d{1,3})?");
  private static final String THREADS = "ai.djl.pytorch.num_threads";

  @Override
  public String name() {
    return "pytorch";
  }

  @Override
  public int preference(Execution execution) {
    return execution.precision() == Precision.FLOAT32 ? 0 : -1;
  }

  @Override
  public Engine create(Execution execution) {
    DjlDefaults.apply();
    requireFloat32(execution.precision());
    requireDevice(execution.device());
    Integer threads = execution.threads() == null ? execution.processors() : execution.threads();
    if (threads != null && System.getProperty(THREADS) == null) {
      System.setProperty(THREADS, String.valueOf(threads));
    }
    PyTorchNatives.require();
    PyTorchEngine engine = new PyTorchEngine(execution.device(), execution.spinning());
    engine.requireDevice();
    return engine;
  }

  private static void requireFloat32(Precision precision) {
    if (precision != Precision.FLOAT32) {
      throw new EngineUnavailableException(
          "The backend 'pytorch' computes in FLOAT32, not in %s. Set 'imagespace.backend=onnx', or leave 'imagespace.precision' out."
              .formatted(precision),
          null);
    }
  }

  private static void requireDevice(@Nullable String device) {
    if (device != null && !DEVICE.matcher(device).matches()) {
      throw new EngineUnavailableException(
          "Device '%s' is not known: 'cpu', 'cuda', or 'cuda:' and a number. Check 'imagespace.device'."
              .formatted(device),
          null);
    }
  }
}

package dev.imagespace.testing.reference;

import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Precision;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.EngineProvider;
import org.jspecify.annotations.Nullable;

/** Offers the engine of the tests, which needs no native library. Thread-safe. */
public final class ReferenceEngineProvider implements EngineProvider {

  @Override
  public String name() {
    return "reference";
  }

  @Override
  public int preference(Execution execution) {
    return refusal(execution) == null ? 0 : -1;
  }

  @Override
  public Engine create(Execution execution) {
    String refusal = refusal(execution);
    if (refusal != null) {
      throw new EngineUnavailableException(refusal, null);
    }
    return new ReferenceEngine();
  }

  private static @Nullable String refusal(Execution execution) {
    String device = execution.device();
    if (device != null && !device.equals("cpu")) {
      return "The backend 'reference' runs on the CPU, not on '%s'. Check 'imagespace.device'."
          .formatted(device);
    }
    return execution.precision() == Precision.FLOAT32
        ? null
        : "The backend 'reference' computes in FLOAT32. Check 'imagespace.precision'.";
  }
}

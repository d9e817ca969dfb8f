package dev.imagespace.tensor;

import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.execution.Execution;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The engines of the class path. Stateless. */
public final class Engines {

  private Engines() {}

  /**
   * Returns the engine that is asked for, or else the most preferred that can do it.
   *
   * @throws EngineUnavailableException where there is none; the message names those that there are
   */
  public static EngineProvider find(Execution execution) {
    return choose(
        execution,
        ServiceLoader.load(EngineProvider.class, EngineProvider.class.getClassLoader()).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  static EngineProvider choose(Execution execution, List<EngineProvider> there) {
    String named = execution.backend();
    if (named != null) {
      return there.stream()
          .filter(provider -> provider.name().equals(named))
          .findFirst()
          .orElseThrow(() -> none("No backend '%s' on the class path".formatted(named), there));
    }
    return there.stream()
        .filter(provider -> provider.preference(execution) >= 0)
        .max(Comparator.comparingInt(provider -> provider.preference(execution)))
        .orElseThrow(
            () ->
                none(
                    "No backend on the class path runs %s on device '%s'"
                        .formatted(
                            execution.precision(),
                            execution.device() == null ? "cpu" : execution.device()),
                    there));
  }

  private static EngineUnavailableException none(String what, List<EngineProvider> there) {
    String names =
        there.stream().map(EngineProvider::name).sorted().collect(Collectors.joining(", "));
    return new EngineUnavailableException(
        "%s, which has: %s. 'imagespace.backend=onnx' needs dev.imagespace:imagespace-onnx, 'pytorch' needs dev.imagespace:imagespace-pytorch; check 'imagespace.device' and 'imagespace.precision', too."
            .formatted(what, names.isEmpty() ? "none" : names),
        null);
  }
}

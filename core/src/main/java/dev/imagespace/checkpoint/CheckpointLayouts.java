package dev.imagespace.checkpoint;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelHandlerMismatchException;
import dev.imagespace.model.cache.LayoutFiles;
import dev.imagespace.model.cache.ModelDirectory;
import java.util.List;
import java.util.function.Predicate;

/** The layouts that are read. Stateless. */
final class CheckpointLayouts {
  private static final List<CheckpointLayout> ALL =
      List.of(new SentenceTransformersLayout(), new OpenClipLayout());

  private CheckpointLayouts() {}

  /**
   * The layout of a directory: of those of the handler, the first that recognises it.
   *
   * @throws ModelHandlerMismatchException where it is one of another handler
   * @throws InvalidCheckpointException where it is none
   */
  static CheckpointLayout of(ModelDirectory directory, ModelHandler handler) {
    List<CheckpointLayout> fitting =
        ALL.stream().filter(layout -> layout.recognises(directory)).toList();
    Predicate<CheckpointLayout> own = layout -> layout.files().handler() == handler;
    return fitting.stream()
        .filter(own)
        .findFirst()
        .orElseThrow(
            () ->
                fitting.isEmpty()
                    ? unknown(directory, ALL.stream().filter(own).toList())
                    : mismatch(directory, handler, fitting.get(0).files()));
  }

  private static RuntimeException unknown(ModelDirectory directory, List<CheckpointLayout> own) {
    List<String> signs = own.stream().flatMap(layout -> layout.files().signs().stream()).toList();
    return new InvalidCheckpointException(
        "%s has no %s: no model of %s."
            .formatted(directory, String.join(" and no ", signs), own.get(0).files().publisher()));
  }

  private static RuntimeException mismatch(
      ModelDirectory directory, ModelHandler given, LayoutFiles files) {
    return new ModelHandlerMismatchException(
        "%s is a checkpoint of %s, and the handler is %s. Set 'imagespace.model-handler=%s'."
            .formatted(directory, files.publisher(), given, files.handler()));
  }
}

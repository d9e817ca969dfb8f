package dev.imagespace.model.cache;

import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelHandlerMismatchException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Selects the files of a repository that a loader reads: configuration, tokenizer, and one set of
 * weights, safetensors before PyTorch's own format. Immutable.
 */
public final class CheckpointFiles {
  private static final Pattern SMALL =
      Pattern.compile("(\\d+_[^/]*/)?([^/]*\\.json|merges\\.txt|vocab\\.txt|README\\.md)");
  private static final Set<String> NOT_SMALL =
      Set.of("model.safetensors.index.json", "pytorch_model.bin.index.json");
  private static final Pattern SHARD = Pattern.compile("model-\\d+-of-\\d+\\.safetensors");

  private final ModelHandler handler;
  private final List<String> paths;

  public CheckpointFiles(ModelHandler handler, List<String> paths) {
    this.handler = handler;
    this.paths = paths;
  }

  public List<String> small() {
    return paths.stream()
        .filter(path -> SMALL.matcher(path).matches())
        .filter(path -> !NOT_SMALL.contains(path.substring(path.lastIndexOf('/') + 1)))
        .toList();
  }

  /**
   * The weights; none where the files are not of this handler, for which the loader has the better
   * message.
   *
   * @param module directory of the CLIP module, with its '/' at the end; "" for the root
   */
  public List<String> weights(String module) {
    boolean openClip = paths.contains("open_clip_config.json");
    return switch (handler) {
      case OPEN_CLIP ->
          openClip
              ? first("open_clip_model.safetensors", "open_clip_pytorch_model.bin")
              : List.of();
      case SENTENCE_TRANSFORMERS -> {
        String index = module + "model.safetensors.index.json";
        if (!paths.contains(module + "config.json")) {
          yield List.of();
        }
        yield paths.contains(index) && !paths.contains(module + "model.safetensors")
            ? Stream.concat(Stream.of(index), shards(module)).toList()
            : first(module + "model.safetensors", module + "pytorch_model.bin");
      }
    };
  }

  /**
   * Requires that the files are not those of the other handler, as far as names tell.
   *
   * @param model for the message
   * @throws ModelHandlerMismatchException where they are
   */
  public void requireOwn(String model) {
    if (isOfTheOtherHandler("")) {
      boolean openClip = handler == ModelHandler.OPEN_CLIP;
      throw new ModelHandlerMismatchException(
          "Model '%s' is a checkpoint of %s, and the handler is %s. Set 'imagespace.model-handler=%s'."
              .formatted(
                  model,
                  openClip ? "sentence-transformers or transformers" : "OpenCLIP",
                  handler,
                  openClip ? ModelHandler.SENTENCE_TRANSFORMERS : ModelHandler.OPEN_CLIP));
    }
  }

  /** The first necessary file that is missing, in words; empty where none is. */
  public Optional<String> lack(String module) {
    if (isOfTheOtherHandler(module)) {
      // The loader has the better message.
      return Optional.empty();
    }
    for (List<String> either : configuration(module)) {
      if (either.stream().noneMatch(paths::contains)) {
        return Optional.of("file '%s' is missing".formatted(either.get(0)));
      }
    }
    return hasWeights(module) ? Optional.empty() : Optional.of("its weights are missing");
  }

  private boolean isOfTheOtherHandler(String module) {
    boolean openClip = paths.contains("open_clip_config.json");
    boolean transformers = paths.contains("modules.json") || paths.contains(module + "config.json");
    return handler == ModelHandler.OPEN_CLIP
        ? transformers && !openClip
        : openClip && !transformers;
  }

  /** Of each list, one file is necessary. */
  private List<List<String>> configuration(String module) {
    return switch (handler) {
      case OPEN_CLIP -> List.of(List.of("open_clip_config.json"));
      case SENTENCE_TRANSFORMERS ->
          List.of(
              List.of(module + "config.json"),
              List.of(module + "preprocessor_config.json", module + "processor_config.json"),
              List.of(module + "tokenizer.json", module + "vocab.json"));
    };
  }

  /** The name of a shard contains the number of shards. */
  private boolean hasWeights(String module) {
    List<String> weights = weights(module);
    long shards = weights.stream().filter(path -> path.contains("-of-")).count();
    return !weights.isEmpty()
        && (!weights.get(0).endsWith(".index.json")
            || weights.stream().anyMatch(path -> path.matches(".*-of-0*" + shards + "\\.\\w+")));
  }

  private Stream<String> shards(String module) {
    return paths.stream()
        .filter(path -> path.startsWith(module))
        .filter(path -> SHARD.matcher(path.substring(module.length())).matches());
  }

  private List<String> first(String... names) {
    return Stream.of(names).filter(paths::contains).limit(1).toList();
  }
}

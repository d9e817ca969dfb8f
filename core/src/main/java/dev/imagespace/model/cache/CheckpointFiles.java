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
      Pattern.compile(
          "(\\d+_[^/]*/)?([^/]*\\.json|merges\\.txt|vocab\\.txt|README\\.md)"
              // A linear layer behind the network, which is read while a model opens.
              + "|\\d+_Dense/(model\\.safetensors|pytorch_model\\.bin)");
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
    LayoutFiles layout = LayoutFiles.of(handler);
    String at = layout.inModule() ? module : "";
    if (!holdsOneOf(at, layout.configuration().get(0))) {
      return List.of();
    }
    List<String> found =
        layout.weights().stream().map(at::concat).filter(paths::contains).limit(1).toList();
    return found.stream().anyMatch(path -> path.endsWith(".index.json"))
        ? Stream.concat(found.stream(), shards(at)).toList()
        : found;
  }

  /**
   * Requires that the files are not those of the other handler, as far as names tell.
   *
   * @param model for the message
   * @throws ModelHandlerMismatchException where they are
   */
  public void requireOwn(String model) {
    otherLayout()
        .ifPresent(
            other -> {
              throw new ModelHandlerMismatchException(
                  "Model '%s' is a checkpoint of %s, and the handler is %s. Set 'imagespace.model-handler=%s'."
                      .formatted(model, other.publisher(), handler, other.handler()));
            });
  }

  /** The first necessary file that is missing, in words; empty where none is. */
  public Optional<String> lack(String module) {
    if (otherLayout().isPresent()) {
      // The loader has the better message.
      return Optional.empty();
    }
    LayoutFiles layout = LayoutFiles.of(handler);
    String at = layout.inModule() ? module : "";
    for (List<String> either : layout.configuration()) {
      if (!holdsOneOf(at, either) && !(isOfTexts() && either.contains("preprocessor_config.json"))) {
        return Optional.of("file '%s' is missing".formatted(at + either.get(0)));
      }
    }
    return hasWeights(module) ? Optional.empty() : Optional.of("its weights are missing");
  }

  /** A model of texts alone, which has no picture to prepare. */
  private boolean isOfTexts() {
    return paths.contains("1_Pooling/config.json");
  }

  /** The layout that the names tell; empty where it is the handler's own, or none. */
  private Optional<LayoutFiles> otherLayout() {
    return isOf(LayoutFiles.of(handler))
        ? Optional.empty()
        : LayoutFiles.all().filter(this::isOf).findFirst();
  }

  private boolean isOf(LayoutFiles layout) {
    return holdsOneOf("", layout.signs());
  }

  private boolean holdsOneOf(String directory, List<String> names) {
    return names.stream().anyMatch(name -> paths.contains(directory + name));
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
}

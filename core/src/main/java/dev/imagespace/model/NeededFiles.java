package dev.imagespace.model;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which files of a repository the loader of a handler reads: configuration and tokenizer, and one
 * set of weights, safetensors before PyTorch's own format. No twins for other frameworks.
 */
final class NeededFiles {
  private static final Pattern SMALL =
      Pattern.compile("(\\d+_[^/]*/)?([^/]*\\.json|merges\\.txt|vocab\\.txt|README\\.md)");
  private static final Set<String> NOT_SMALL =
      Set.of("model.safetensors.index.json", "pytorch_model.bin.index.json");
  private static final Pattern SHARD = Pattern.compile("model-\\d+-of-\\d+\\.safetensors");

  private final ModelHandler handler;
  private final List<String> paths;

  NeededFiles(ModelHandler handler, List<String> paths) {
    this.handler = handler;
    this.paths = paths;
  }

  List<String> small() {
    return paths.stream()
        .filter(path -> SMALL.matcher(path).matches())
        .filter(path -> !NOT_SMALL.contains(path.substring(path.lastIndexOf('/') + 1)))
        .toList();
  }

  /**
   * The weights; none where the files are not of this handler, which the loader says better.
   *
   * @param module directory of the CLIP module, with its '/' at the end; "" for the root
   */
  List<String> weights(String module) {
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

  private Stream<String> shards(String module) {
    return paths.stream()
        .filter(path -> path.startsWith(module))
        .filter(path -> SHARD.matcher(path.substring(module.length())).matches());
  }

  private List<String> first(String... names) {
    return Stream.of(names).filter(paths::contains).limit(1).toList();
  }
}

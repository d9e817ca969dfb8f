package dev.imagespace.checkpoint.format;

import dev.imagespace.bounds.Shown;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.model.cache.PendingFiles;
import dev.imagespace.tensor.TensorSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The weights of a directory: safetensors before PyTorch's own format, whole before shards. */
public final class WeightFiles {
  private static final Pattern LONE = Pattern.compile(".+\\.(safetensors|bin|pth)");

  /** What weights of any library are called. */
  private static final Pattern OTHERS =
      Pattern.compile(
          ".+\\.(safetensors|bin|pth?|ckpt|h5|msgpack|onnx|ot|gguf|npz|tflite)(\\.index\\.json)?");

  private WeightFiles() {}

  /** The first of these files that is there. */
  public static TensorSource open(ModelDirectory directory, List<String> names) {
    return names.stream()
        .filter(directory::has)
        .findFirst()
        .map(name -> open(directory, name))
        .orElseThrow(() -> none(directory, names));
  }

  /** As OpenCLIP looks for them: where none of these is there, any file of weights will do. */
  public static TensorSource openOrLone(ModelDirectory directory, List<String> names) {
    return Stream.concat(names.stream().filter(directory::has), lone(directory))
        .findFirst()
        .map(name -> open(directory, name))
        .orElseThrow(() -> none(directory, names));
  }

  private static TensorSource open(ModelDirectory directory, String name) {
    Path file = directory.file(name);
    PendingFiles arriving = directory.pending();
    TensorSource source =
        Safetensors.isNameOf(name)
            ? Safetensors.open(file, arriving)
            : ShardIndex.isNameOf(name)
                ? TorchShards.open(file, arriving)
                : TorchFile.open(file, arriving);
    return UnprefixedTensors.of(source);
  }

  private static Stream<String> lone(ModelDirectory directory) {
    return names(directory, LONE.asMatchPredicate())
        .sorted(
            Comparator.comparing((String name) -> !name.endsWith(".safetensors"))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static InvalidCheckpointException none(ModelDirectory directory, List<String> names) {
    String others =
        names(directory, OTHERS.asMatchPredicate())
            .sorted()
            .limit(5)
            .map(name -> "'" + Shown.of(name) + "'")
            .collect(Collectors.joining(", "));
    return new InvalidCheckpointException(
        others.isEmpty()
            ? "%s has no weights: there is none of %s. Add one of them.".formatted(directory, names)
            : "%s has no weights that are read. There is %s; read are %s. Open the model in Python and save it as safetensors (save_pretrained), or name the file as one of these if it is one."
                .formatted(directory, others, names));
  }

  private static Stream<String> names(ModelDirectory directory, Predicate<String> wanted) {
    try (Stream<Path> files = Files.list(directory.path())) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> String.valueOf(file.getFileName()))
          .filter(wanted)
          .toList()
          .stream();
    } catch (IOException unreadable) {
      return Stream.of();
    }
  }
}

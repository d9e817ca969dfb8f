package dev.imagespace.model.cache;

import dev.imagespace.model.ModelHandler;
import java.util.List;
import java.util.stream.Stream;

/**
 * The names of the files in which a checkpoint of one layout is published: the hub is asked for
 * what the reader of that layout opens. Immutable.
 *
 * @param handler by whose rules the vectors are made
 * @param publisher for messages: whose checkpoints have this layout
 * @param inModule whether modules.json may place the files in a directory of their own
 * @param signs of which one is enough to recognise the layout
 * @param configuration of each list, one file must be there; without the first list's, the weights
 *     are of no use
 * @param weights in the order of preference
 */
public record LayoutFiles(
    ModelHandler handler,
    String publisher,
    boolean inModule,
    List<String> signs,
    List<List<String>> configuration,
    List<String> weights) {
  public static final LayoutFiles SENTENCE_TRANSFORMERS =
      new LayoutFiles(
          ModelHandler.SENTENCE_TRANSFORMERS,
          "sentence-transformers or transformers",
          true,
          List.of("modules.json", "config.json"),
          List.of(
              List.of("config.json"),
              List.of("preprocessor_config.json", "processor_config.json"),
              List.of("tokenizer.json", "vocab.json")),
          List.of(
              "model.safetensors",
              "model.safetensors.index.json",
              "pytorch_model.bin",
              "pytorch_model.bin.index.json"));

  public static final LayoutFiles OPEN_CLIP =
      new LayoutFiles(
          ModelHandler.OPEN_CLIP,
          "OpenCLIP",
          false,
          List.of("open_clip_config.json"),
          List.of(List.of("open_clip_config.json")),
          List.of(
              "open_clip_model.safetensors",
              "open_clip_pytorch_model.safetensors",
              "open_clip_pytorch_model.bin",
              "open_clip_pytorch_model.pth",
              "model.safetensors",
              "pytorch_model.bin",
              "pytorch_model.pth",
              "model.pth"));

  static LayoutFiles of(ModelHandler handler) {
    return switch (handler) {
      case SENTENCE_TRANSFORMERS -> SENTENCE_TRANSFORMERS;
      case OPEN_CLIP -> OPEN_CLIP;
    };
  }

  static Stream<LayoutFiles> all() {
    return Stream.of(ModelHandler.values()).map(LayoutFiles::of);
  }
}

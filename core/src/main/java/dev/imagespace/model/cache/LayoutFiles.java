package dev.imagespace.model.cache;

import dev.imagespace.model.ModelHandler;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The names of the files in which a checkpoint of one layout is published: the hub is asked for
 * what the reader of that layout opens. Immutable.
 *
 * @param handler by whose rules the vectors are made
 * @param publisher for messages: whose checkpoints have this layout
 * @param inModule whether modules.json may place the files in a directory of their own
 * @param signs of which one is enough to recognise the layout
 * @param pictures of which one tells a model of pictures from others with the same signs; none
 *     where the signs do
 * @param configuration of each list, one file must be there; without the first list's, the weights
 *     are of no use
 * @param weights in the order of preference
 */
public record LayoutFiles(
    ModelHandler handler,
    String publisher,
    boolean inModule,
    List<String> signs,
    List<String> pictures,
    List<List<String>> configuration,
    List<String> weights) {
  public static final LayoutFiles SENTENCE_TRANSFORMERS =
      new LayoutFiles(
          ModelHandler.SENTENCE_TRANSFORMERS,
          "sentence-transformers or transformers",
          true,
          List.of("modules.json", "config.json"),
          List.of("preprocessor_config.json", "processor_config.json"),
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
          List.of(),
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

  /** Those with the rarer signs first: an OpenCLIP repository may have a config.json, too. */
  private static final List<LayoutFiles> ALL = List.of(OPEN_CLIP, SENTENCE_TRANSFORMERS);

  /**
   * Every layout with whose signs these files are.
   *
   * @param has whether there is a file of that path
   */
  static Stream<LayoutFiles> recognised(Predicate<String> has) {
    return ALL.stream().filter(layout -> layout.isOf(has));
  }

  /**
   * The layout of a handler with whose signs these files are, or else its first: what it lacks says
   * most.
   */
  static LayoutFiles of(ModelHandler handler, Predicate<String> has) {
    return Stream.concat(recognised(has), ALL.stream())
        .filter(layout -> layout.handler == handler)
        .findFirst()
        .orElseThrow();
  }

  /** Whether these files have one of the signs. */
  public boolean isOf(Predicate<String> has) {
    return signs.stream().anyMatch(has);
  }

  /**
   * Whether these files are of a model of pictures.
   *
   * @param module directory of the module, with its '/' at the end; "" for the root
   */
  static Optional<LayoutFiles> ofPictures(Predicate<String> has, String module) {
    return ALL.stream()
        .filter(
            layout ->
                layout.pictures.isEmpty()
                    ? layout.isOf(has)
                    : layout.pictures.stream().map(module::concat).anyMatch(has))
        .findFirst();
  }
}

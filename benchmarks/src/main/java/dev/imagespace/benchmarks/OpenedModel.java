package dev.imagespace.benchmarks;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.ItemEmbedding;
import dev.imagespace.Normalization;
import dev.imagespace.Schema;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Outcome;
import dev.imagespace.execution.Precision;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.PixelRules.Resize;
import dev.imagespace.model.ModelHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A model as an application opens it, with the pixels that the Python peers see. Thread-safe. */
final class OpenedModel implements AutoCloseable {
  private final Execution execution;
  private final String model;
  private final ModelHandler handler;
  private final ImageSpace space;
  private @Nullable NetworkAlone network;

  private OpenedModel(String model, ModelHandler handler, Execution execution) {
    this.model = model;
    this.handler = handler;
    this.execution = execution;
    this.space =
        ImageSpace.builder()
            .image(Schema.named("Item").blob("image"))
            .model(model)
            .modelHandler(handler)
            .execution(execution)
            .imagePolicy(ImagePolicy.REFERENCE)
            .pixelRules(PixelRules.defaults().withResize(Resize.TORCHVISION))
            .build();
  }

  /** Words: handler, model, backend ("-" for the default), precision, and "low" for low memory. */
  static OpenedModel open(List<String> words) {
    String backend = words.get(2);
    Execution execution =
        Execution.builder()
            .backend(backend.equals("-") ? null : backend)
            .precision(Precision.valueOf(words.get(3).toUpperCase(Locale.ROOT)))
            .lowMemory(words.contains("low"))
            .build();
    return new OpenedModel(words.get(1), ModelHandler.valueOf(words.get(0)), execution);
  }

  /** A call for each picture. */
  void oneByOne(List<Path> files) {
    pictures(files, 1);
  }

  /** A call for each batch. */
  List<float[]> pictures(List<Path> files, int batch) {
    List<float[]> vectors = new ArrayList<>();
    for (int from = 0; from < files.size(); from += batch) {
      List<Path> some = files.subList(from, Math.min(files.size(), from + batch));
      vectors.addAll(space.embed(some.stream().map(OpenedModel::picture).toList()));
    }
    return vectors;
  }

  /** A call for each text. */
  void queries(List<String> texts) {
    texts.forEach(text -> texts(List.of(text)));
  }

  /** One call. */
  List<float[]> texts(List<String> texts) {
    return space.embedTexts(texts, Normalization.L2);
  }

  /** As the network gives them: of the pictures, then of the texts. */
  List<float[]> rawVectors(List<Path> files, List<String> texts) {
    List<ImageData> pictures = files.stream().map(OpenedModel::picture).toList();
    List<float[]> vectors = new ArrayList<>();
    for (Outcome<ItemEmbedding> picture : space.embedEach(pictures, Normalization.NONE)) {
      vectors.add(picture.orElseThrow().vector());
    }
    vectors.addAll(space.embedTexts(texts, Normalization.NONE));
    return vectors;
  }

  /** The image tower by itself, on pixels that are there. */
  synchronized BenchmarkProcess.Work network(int batch) {
    if (network == null) {
      network = NetworkAlone.open(model, handler, execution);
    }
    return network.on(batch);
  }

  private static ImageData picture(Path file) {
    return ImageData.of(ImageSource.of(file));
  }

  @Override
  public synchronized void close() {
    if (network != null) {
      network.close();
    }
    space.close();
  }
}

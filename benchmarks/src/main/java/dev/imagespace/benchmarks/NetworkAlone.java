package dev.imagespace.benchmarks;

import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.execution.Batching;
import dev.imagespace.execution.Execution;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.model.hub.ModelResolver;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.Engines;
import dev.imagespace.tensor.Program;
import dev.imagespace.tower.text.TextTower;
import dev.imagespace.tower.vision.ImageTower;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Both towers without files, tokens or pooling around them. Thread-safe. */
final class NetworkAlone implements AutoCloseable {
  private final Engine engine;
  private final ImageTower imageTower;
  private final TextTower textTower;
  private final int[] query;
  private final Program images;
  private final Program texts;

  private NetworkAlone(Engine engine, Checkpoint checkpoint) {
    this.engine = engine;
    this.imageTower = checkpoint.imageTower();
    this.textTower = checkpoint.textTower();
    this.images = engine.prepare(imageTower, () -> List.of(pixels(1)));
    this.query = checkpoint.tokenizer().encode("a red bicycle");
    this.texts = engine.prepare(textTower, () -> List.of(queries(1)));
  }

  static NetworkAlone open(String model, ModelHandler handler, Execution execution) {
    ModelDirectory directory =
        new ModelResolver(null, HubSettings.fromEnvironment(), download -> {})
            .resolve(model, handler);
    return new NetworkAlone(
        Engines.find(execution).create(execution), Checkpoint.open(directory, handler));
  }

  /**
   * All of so many pictures, each with pixels of its own, as one call of the library runs them: in
   * batches side by side where the engine offers that.
   */
  BenchmarkProcess.Work on(int pictures) {
    if (!engine.runsOnOneProcessor() || pictures == 1) {
      Batch batch = pixels(pictures);
      return () -> images.run(batch);
    }
    int most = Batching.defaults().pictures();
    List<Batch> batches = new ArrayList<>();
    for (int rest = pictures; rest > 0; rest -= most) {
      batches.add(pixels(Math.min(rest, most)));
    }
    return () -> batches.parallelStream().forEach(images::runOnOneProcessor);
  }

  /** A run over a batch of texts of about five tokens, equal ones, which cost what others do. */
  BenchmarkProcess.Work onQueries(int number) {
    Batch batch = queries(number);
    return () -> texts.run(batch);
  }

  private Batch pixels(int pictures) {
    ImageTower.ImageSize size = imageTower.imageSize();
    float[] pixels = new float[pictures * 3 * size.height() * size.width()];
    Random random = new Random(pictures);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) random.nextGaussian();
    }
    return imageTower.batch(pixels);
  }

  private Batch queries(int number) {
    return textTower.batch(Collections.nCopies(number, query));
  }

  @Override
  public void close() {
    engine.close();
  }
}

package dev.imagespace.encode;

import dev.imagespace.encode.batch.BatchQueue;
import dev.imagespace.encode.batch.Workers;
import dev.imagespace.execution.Batching;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageSource;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import dev.imagespace.tower.vision.ImageTower;
import java.time.Duration;
import java.util.List;

/** Pictures to raw vectors, in batches of all callers. Thread-safe. */
final class ImageEncoder implements AutoCloseable {
  private final ModelDirectory model;
  private final ImageTower tower;
  private final Program program;
  private final PictureLoads loads;
  private final int batch;

  /** Pictures of a call that may be on their way: those that run, and half as many that wait. */
  private final int ahead;

  private final Duration patience;
  private final BatchQueue<float[]> queue;

  ImageEncoder(
      ModelDirectory model,
      ImageTower tower,
      Program program,
      PictureLoads loads,
      Batching batching,
      Workers workers) {
    this.model = model;
    this.tower = tower;
    this.program = program;
    this.loads = loads;
    this.batch = batching.pictures();
    int most = workers.parallelism().most();
    this.ahead = (most + most / 2) * batch;
    this.patience = batching.deadline();
    this.queue = new BatchQueue<>(Towers.IMAGE, batch, picture -> 1, this::run, batching, workers);
  }

  EncoderCall<ImageSource, float[]> begin() {
    return new ImageCall(loads, queue, batch, ahead, patience);
  }

  private List<float[]> run(List<float[]> pictures, boolean onAllProcessors) {
    Batch batch = tower.batch(Vectors.joined(pictures));
    float[] vectors = onAllProcessors ? program.run(batch) : program.runOnOneProcessor(batch);
    return Vectors.rows(vectors, pictures.size(), model);
  }

  void warmUp() {
    ImageTower.ImageSize size = tower.imageSize();
    queue.warmUp(new float[3 * size.height() * size.width()]);
  }

  boolean isLoaded() {
    return program.isLoaded();
  }

  long weightBytes() {
    return program.weightBytes();
  }

  int waiting() {
    return queue.waiting();
  }

  @Override
  public void close() {
    loads.close();
    queue.close();
  }
}

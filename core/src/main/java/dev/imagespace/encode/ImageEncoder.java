package dev.imagespace.encode;

import dev.imagespace.image.ImageLoader;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.model.ModelDirectory;
import dev.imagespace.preprocess.ImagePreprocessor;
import dev.imagespace.tensor.Program;
import dev.imagespace.tower.ImageTower;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Pictures to raw vectors, in batches; the same source is loaded and run once. Thread-safe. */
final class ImageEncoder implements AutoCloseable {

  /** Where the throughput has long stopped to rise, and the memory has not yet. */
  private static final int BATCH = 16;

  private final ModelDirectory model;
  private final ImageTower tower;
  private final Program program;
  private final ImageLoader loader;
  private final ImagePreprocessor preprocessor;
  private volatile boolean closed;

  ImageEncoder(
      ModelDirectory model,
      ImageTower tower,
      Program program,
      ImageLoader loader,
      ImagePreprocessor preprocessor) {
    this.model = model;
    this.tower = tower;
    this.program = program;
    this.loader = loader;
    this.preprocessor = preprocessor;
  }

  List<ImageEncoding> encode(List<ImageSource> sources) {
    Map<ImageSource, ImageEncoding> known = new HashMap<>();
    List<ImageSource> distinct = sources.stream().distinct().toList();
    for (int from = 0; from < distinct.size(); from += BATCH) {
      encode(distinct.subList(from, Math.min(from + BATCH, distinct.size())), known);
    }
    return sources.stream().map(known::get).toList();
  }

  private void encode(List<ImageSource> sources, Map<ImageSource, ImageEncoding> known) {
    List<ImageSource> loaded = new ArrayList<>();
    List<float[]> pictures = new ArrayList<>();
    for (ImageSource source : sources) {
      try {
        pictures.add(loader.load(source, preprocessor::preprocess));
        loaded.add(source);
      } catch (ImageRejectedException e) {
        requireGoingOn(e);
        known.put(source, new ImageEncoding.Rejected(e));
      }
    }
    if (!loaded.isEmpty()) {
      List<float[]> vectors = Vectors.rows(run(Vectors.joined(pictures)), loaded.size(), model);
      for (int i = 0; i < loaded.size(); i++) {
        known.put(loaded.get(i), new ImageEncoding.Encoded(vectors.get(i)));
      }
    }
  }

  /** A picture that was given up because the caller or the model ends is not a bad one. */
  private void requireGoingOn(ImageRejectedException cause) {
    if (closed) {
      throw new IllegalStateException("The model is closed", cause);
    }
    if (Thread.currentThread().isInterrupted()) {
      CancellationException cancelled =
          new CancellationException("Interrupted while pictures were loaded");
      cancelled.initCause(cause);
      throw cancelled;
    }
  }

  private float[] run(float[] pixels) {
    return program.run(tower.batch(pixels));
  }

  void warmUp() {
    ImageTower.ImageSize size = tower.imageSize();
    run(new float[3 * size.height() * size.width()]);
  }

  boolean isLoaded() {
    return program.isLoaded();
  }

  @Override
  public void close() {
    closed = true;
    loader.close();
  }
}

package dev.imagespace.encode;

import dev.imagespace.encode.BatchCall.Input;
import dev.imagespace.encode.PictureLoads.Loaded;
import dev.imagespace.execution.Batching;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.Processors;
import dev.imagespace.model.ModelDirectory;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import dev.imagespace.tower.ImageTower;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pictures to raw vectors; the same source is loaded and run once. While a batch runs, the next one
 * is loaded. Thread-safe.
 */
final class ImageEncoder implements AutoCloseable {
  private final ModelDirectory model;
  private final ImageTower tower;
  private final Program program;
  private final PictureLoads loads;
  private final int batch;

  /** Batches of a call that may be on their way: those that run, and half as many that wait. */
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
    int most = workers.sharing().most();
    this.ahead = most + most / 2;
    this.patience = batching.deadline();
    this.queue = new BatchQueue<>("Pictures", batch, picture -> 1, this::run, batching, workers);
  }

  List<ImageEncoding> encode(List<ImageSource> sources) {
    List<ImageSource> distinct = sources.stream().distinct().toList();
    Map<ImageSource, ImageEncoding> known = new HashMap<>();
    Processors.Caller caller = new Processors.Caller(patience);
    try (BatchCall<float[]> call = new BatchCall<>(queue, distinct.size())) {
      Deque<Sent> sent = new ArrayDeque<>();
      for (int from = 0; from < distinct.size(); from += batch) {
        List<ImageSource> some = distinct.subList(from, Math.min(from + batch, distinct.size()));
        Map<ImageSource, float[]> pictures = load(some, caller, known);
        call.miss(some.size() - pictures.size());
        if (!pictures.isEmpty()) {
          sent.add(new Sent(pictures.keySet(), call.submit(pictures.values())));
        }
        if (sent.size() > ahead) {
          receive(sent.remove(), call, known);
        }
      }
      sent.forEach(each -> receive(each, call, known));
    }
    return sources.stream().map(known::get).toList();
  }

  /** Pictures on their way through the network. */
  private record Sent(Collection<ImageSource> sources, List<Input<float[]>> inputs) {}

  /** The pixels of those that have any, in order; of the others it is known then why not. */
  private Map<ImageSource, float[]> load(
      List<ImageSource> sources, Processors.Caller caller, Map<ImageSource, ImageEncoding> known) {
    List<Loaded> loaded = loads.load(sources, caller);
    Map<ImageSource, float[]> pictures = new LinkedHashMap<>();
    for (int i = 0; i < sources.size(); i++) {
      if (loaded.get(i) instanceof Loaded.Pixels pixels) {
        pictures.put(sources.get(i), pixels.values());
      } else if (loaded.get(i) instanceof Loaded.Rejected rejected) {
        known.put(sources.get(i), new ImageEncoding.Rejected(rejected.reason()));
      }
    }
    return pictures;
  }

  private static void receive(
      Sent sent, BatchCall<float[]> call, Map<ImageSource, ImageEncoding> known) {
    Iterator<float[]> vectors = call.await(sent.inputs()).iterator();
    sent.sources().forEach(source -> known.put(source, new ImageEncoding.Encoded(vectors.next())));
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

  @Override
  public void close() {
    loads.close();
    queue.close();
  }
}

package dev.imagespace.encode;

import dev.imagespace.encode.CallLoads.Arrived;
import dev.imagespace.encode.PictureLoads.Loaded;
import dev.imagespace.encode.batch.BatchCall;
import dev.imagespace.encode.batch.BatchCall.Input;
import dev.imagespace.encode.batch.BatchQueue;
import dev.imagespace.encode.batch.Workers;
import dev.imagespace.execution.Batching;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.Processors;
import dev.imagespace.model.ModelDirectory;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import dev.imagespace.tower.ImageTower;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Pictures to raw vectors; the same source is loaded and run once. While a batch runs, further
 * pictures are loaded, and those that are there wait for none that is slow. Thread-safe.
 */
final class ImageEncoder implements AutoCloseable {
  /** How long pictures that are there wait for others of their batch. */
  private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

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
    int most = workers.parallelism().most();
    this.ahead = most + most / 2;
    this.patience = batching.deadline();
    this.queue = new BatchQueue<>(Towers.IMAGE, batch, picture -> 1, this::run, batching, workers);
  }

  List<ImageEncoding> encode(List<ImageSource> sources) {
    List<ImageSource> distinct = sources.stream().distinct().toList();
    Map<ImageSource, ImageEncoding> known = new HashMap<>();
    Processors.Caller caller = new Processors.Caller(patience);
    try (BatchCall<float[]> call = new BatchCall<>(queue);
        CallLoads coming = loads.begin(distinct, batch, caller)) {
      Deque<Sent> sent = new ArrayDeque<>();
      Map<ImageSource, float[]> ready = new LinkedHashMap<>();
      while (!coming.isEmpty()) {
        Arrived next = coming.next(ready.isEmpty() ? Long.MAX_VALUE : PATIENCE_NANOS);
        if (next != null && next.loaded() instanceof Loaded.Pixels pixels) {
          ready.put(next.source(), pixels.values());
        } else if (next != null && next.loaded() instanceof Loaded.Rejected rejected) {
          known.put(next.source(), new ImageEncoding.Rejected(rejected.reason()));
        }
        boolean enough = next == null || coming.isEmpty() || ready.size() == batch;
        if (enough && !ready.isEmpty()) {
          sent.add(
              new Sent(
                  List.copyOf(ready.keySet()), call.submit(ready.values(), !coming.isEmpty())));
          ready.clear();
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
  private record Sent(List<ImageSource> sources, List<Input<float[]>> inputs) {}

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

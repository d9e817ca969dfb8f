package dev.imagespace.encode;

import dev.imagespace.execution.Batching;
import dev.imagespace.model.ModelDirectory;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tower.TextTower;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Texts to raw vectors, in batches of texts of similar length. Thread-safe. */
final class TextEncoder implements AutoCloseable {
  private final ModelDirectory model;
  private final TextTower tower;
  private final Program program;
  private final TextTokenizer tokenizer;
  private final MicroBatcher<int[]> batcher;

  TextEncoder(
      ModelDirectory model,
      TextTower tower,
      Program program,
      TextTokenizer tokenizer,
      Batching batching,
      Runs runs) {
    this.model = model;
    this.tower = tower;
    this.program = program;
    this.tokenizer = tokenizer;
    BatchedNetwork<int[]> network =
        new BatchedNetwork<>("Texts", batching.texts(), ids -> ids.length, this::run);
    this.batcher = new MicroBatcher<>(network, batching, runs);
  }

  List<float[]> encode(List<String> texts) {
    if (texts.isEmpty()) {
      return List.of();
    }
    List<int[]> ids = texts.stream().map(tokenizer::encode).toList();
    // A batch is as long as its longest text: neighbours of one length waste nothing on each other.
    List<Integer> order =
        IntStream.range(0, ids.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> ids.get(i).length))
            .toList();
    List<float[]> ordered = batcher.run(order.stream().map(ids::get).toList());
    float[][] vectors = new float[ids.size()][];
    for (int i = 0; i < vectors.length; i++) {
      vectors[order.get(i)] = ordered.get(i);
    }
    return Arrays.asList(vectors);
  }

  /** What several callers ask for at once is run once, and each gets an array of its own. */
  private List<float[]> run(List<int[]> texts, Share share) {
    List<IntBuffer> distinct = texts.stream().map(IntBuffer::wrap).distinct().toList();
    Batch batch = tower.batch(distinct.stream().map(IntBuffer::array).toList());
    float[] values = share.run(program, batch);
    List<float[]> rows = Vectors.rows(values, distinct.size(), model);
    return texts.stream()
        .map(ids -> rows.get(distinct.indexOf(IntBuffer.wrap(ids))).clone())
        .toList();
  }

  int countTokens(String text) {
    return tokenizer.encode(text).length;
  }

  void warmUp() {
    batcher.warmUp(tokenizer.encode("warm up"));
  }

  boolean isLoaded() {
    return program.isLoaded();
  }

  @Override
  public void close() {
    batcher.close();
  }
}

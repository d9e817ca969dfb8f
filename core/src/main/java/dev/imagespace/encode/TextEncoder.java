package dev.imagespace.encode;

import dev.imagespace.model.ModelDirectory;
import dev.imagespace.tensor.Program;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tower.TextTower;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Texts to raw vectors, in batches of texts of similar length. Thread-safe. */
final class TextEncoder {
  private static final int BATCH = 32;

  private final ModelDirectory model;
  private final TextTower tower;
  private final Program program;
  private final TextTokenizer tokenizer;

  TextEncoder(ModelDirectory model, TextTower tower, Program program, TextTokenizer tokenizer) {
    this.model = model;
    this.tower = tower;
    this.program = program;
    this.tokenizer = tokenizer;
  }

  List<float[]> encode(List<String> texts) {
    List<int[]> ids = texts.stream().map(tokenizer::encode).toList();
    // A batch is as long as its longest text: texts of one length waste nothing on each other.
    List<Integer> order =
        IntStream.range(0, ids.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> ids.get(i).length))
            .toList();
    float[][] vectors = new float[ids.size()][];
    for (int from = 0; from < order.size(); from += BATCH) {
      List<Integer> batch = order.subList(from, Math.min(from + BATCH, order.size()));
      float[] values = program.run(tower.batch(batch.stream().map(ids::get).toList()));
      List<float[]> rows = Vectors.rows(values, batch.size(), model);
      for (int i = 0; i < batch.size(); i++) {
        vectors[batch.get(i)] = rows.get(i);
      }
    }
    return Arrays.asList(vectors);
  }

  void warmUp() {
    encode(List.of("warm up"));
  }

  boolean isLoaded() {
    return program.isLoaded();
  }
}

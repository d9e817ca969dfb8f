package dev.imagespace.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.stream.IntStream;

/** What each input gave when it was alone, and how later vectors compare. Thread-safe. */
public final class KnownVectors {
  private final List<float[]> vectors;
  private final AtomicInteger mixUps = new AtomicInteger();
  private final DoubleAccumulator farthest = new DoubleAccumulator(Math::max, 0);

  /** The vector of each input, by its number. */
  public KnownVectors(List<float[]> vectors) {
    this.vectors = vectors;
    for (int i = 1; i < vectors.size(); i++) {
      int input = i;
      if (IntStream.range(0, i)
          .anyMatch(j -> distance(vectors.get(input), vectors.get(j)) < 1e-3)) {
        throw new IllegalArgumentException(
            "Input %d has the vector of another: a mix-up would not show".formatted(i));
      }
    }
  }

  /** Runs each input by itself: pictures, then texts. */
  static KnownVectors of(OpenedModel model, List<Path> pictures, List<String> texts) {
    List<float[]> vectors = new ArrayList<>(model.pictures(pictures, 1));
    texts.forEach(text -> vectors.addAll(model.texts(List.of(text))));
    return new KnownVectors(vectors);
  }

  public void compare(int input, float[] vector) {
    float[] own = vectors.get(input);
    double distance = distance(own, vector);
    farthest.accumulate(distance);
    if (vectors.stream().anyMatch(other -> other != own && distance(other, vector) <= distance)) {
      mixUps.incrementAndGet();
    }
  }

  public int mixUps() {
    return mixUps.get();
  }

  public double farthest() {
    return farthest.get();
  }

  /** The largest difference of two components, over the largest component. */
  private static double distance(float[] known, float[] vector) {
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < known.length; i++) {
      largest = Math.max(largest, Math.abs(known[i]));
      difference = Math.max(difference, Math.abs(known[i] - vector[i]));
    }
    return difference / largest;
  }
}

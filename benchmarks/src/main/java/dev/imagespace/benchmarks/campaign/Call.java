package dev.imagespace.benchmarks.campaign;

import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.ItemEmbedding;
import dev.imagespace.Normalization;
import dev.imagespace.execution.Outcome.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What a caller asks for once.
 *
 * @param kind as the report names it
 * @param inputs whose vectors are known, in the order of the answer; empty where none are
 */
record Call(String kind, Callable<List<float[]>> work, List<Integer> inputs) {

  /** What a caller asks for next. */
  @FunctionalInterface
  interface Source {
    Call next(SplittableRandom random);

    /** Each source in turn, whoever asks: none is left out by chance. */
    static Source inTurn(List<Source> sources) {
      AtomicInteger turn = new AtomicInteger();
      return random ->
          sources.get(Math.floorMod(turn.getAndIncrement(), sources.size())).next(random);
    }
  }

  static Call texts(String kind, ImageSpace space, List<String> texts) {
    return new Call(kind, () -> space.embedTexts(texts, Normalization.L2), List.of());
  }

  /** Fails as the worst of its items does. */
  static Call items(String kind, ImageSpace space, List<ImageData> items) {
    return new Call(kind, () -> vectors(space.embedEach(items, Normalization.L2)), List.of());
  }

  Call knownAs(List<Integer> known) {
    return new Call(kind, work, known);
  }

  private static List<float[]> vectors(
      List<dev.imagespace.execution.Outcome<ItemEmbedding>> outcomes) {
    List<float[]> vectors = new ArrayList<>();
    List<RuntimeException> reasons = new ArrayList<>();
    for (var outcome : outcomes) {
      if (outcome instanceof Rejected<ItemEmbedding> rejected) {
        reasons.add(rejected.reason());
      } else {
        vectors.add(outcome.orElseThrow().vector());
      }
    }
    if (!reasons.isEmpty()) {
      throw reasons.stream().filter(Outcome::isOutOfMemory).findFirst().orElse(reasons.get(0));
    }
    return vectors;
  }
}

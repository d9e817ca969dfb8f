package dev.imagespace;

import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.PixelRules;
import dev.imagespace.model.ModelHandler;
import org.jspecify.annotations.Nullable;

/**
 * How a space turns items into vectors: everything that changes a vector, and nothing else.
 * Immutable.
 *
 * @param normalization the last step of an item's vector
 * @param aggregation how picture and description become one
 * @param embedding the model, and what it is shown
 */
public record TransformationConfig(
    Normalization normalization, Aggregation aggregation, Embedding embedding) {

  /** Dimension of the vectors. */
  public int length() {
    return embedding.length();
  }

  /**
   * Picture and description are added.
   *
   * @param parts the scale in which each enters the sum; the library of the model decides
   * @param emptyItem what becomes of an item with neither
   */
  public record Aggregation(PartScale parts, EmptyItemPolicy emptyItem) {}

  /** The scale in which a part enters the sum. */
  public enum PartScale {
    /** As the network gives it: the longer part counts more. */
    RAW,
    /** Divided by its length: both parts count the same. */
    UNIT
  }

  /**
   * The model.
   *
   * @param model as it was named
   * @param textModel by which texts are embedded; null for the model itself
   * @param textLanguage that texts are in unless they say otherwise; null for the model's own
   * @param pixelRules which peer the policy reproduces, and how carefully pictures are decoded
   * @param length dimension of the model's vectors
   */
  public record Embedding(
      String model,
      ModelHandler modelHandler,
      @Nullable String textModel,
      @Nullable String textLanguage,
      ImagePolicy imagePolicy,
      PixelRules pixelRules,
      int length) {}
}

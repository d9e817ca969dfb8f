package dev.imagespace;

import dev.imagespace.TransformationConfig.Aggregation;
import dev.imagespace.TransformationConfig.PartScale;
import org.jspecify.annotations.Nullable;

/**
 * The formula of an item's vector: {@code E(image) + E(description)}, of which a missing part is
 * left out. Immutable.
 *
 * @param length of the vectors
 */
record Fusion(int length, Aggregation aggregation, Normalization normalization) {

  Fusion(TransformationConfig config, Normalization normalization) {
    this(config.length(), config.aggregation(), normalization);
  }

  /** An array of its own; zeros where both parts are missing. */
  float[] fuse(float @Nullable [] image, float @Nullable [] description) {
    boolean units = aggregation.parts() == PartScale.UNIT && image != null && description != null;
    VectorSum sum = new VectorSum(length);
    for (float[] part : new float @Nullable [][] {image, description}) {
      if (part != null) {
        sum = units ? sum.addUnit(part, 1) : sum.add(part);
      }
    }
    return switch (normalization) {
      case L2 -> sum.toUnit();
      case NONE -> sum.toFloats();
    };
  }
}

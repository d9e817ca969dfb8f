package dev.imagespace.langchain4j.collection.spaces;

import dev.imagespace.ImageSpace;
import dev.imagespace.InvalidSpaceParamException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for in each space, and how much each counts: {@code q = concat(wₛ·qₛ)/√Σwₛ² ·
 * √(n/k)} of n spaces, of which k have a part that is not zero; the score of an item is {@code Σ
 * wₛ·cosₛ/(√Σw²·√k)}. A space whose weight is not set counts 1 where it has a part, and 0 where
 * not. With a single space its weight is ignored, its sign too. Immutable: each step gives a new
 * query.
 */
public final class SpacesQuery {
  private final SpacesIndex index;
  private final Map<ImageSpace, Part> parts;

  SpacesQuery(SpacesIndex index, Map<ImageSpace, Part> parts) {
    this.index = index;
    this.parts = parts;
  }

  private record Part(float @Nullable [] vector, @Nullable Double weight) {}

  /**
   * Looks for a vector in a space, with weight 1 unless it is set.
   *
   * @param vector such as of {@code space.query()…embed()}; of any length
   */
  public SpacesQuery with(ImageSpace space, float[] vector) {
    Part old = parts.get(space);
    return put(space, new Part(vector, old == null ? null : old.weight));
  }

  /** Looks for a vector in a space, which counts so much. */
  public SpacesQuery with(ImageSpace space, float[] vector, double weight) {
    return with(space, vector).weight(space, weight);
  }

  /**
   * Has a space count so much.
   *
   * @throws InvalidSpaceParamException if the weight is not finite
   */
  public SpacesQuery weight(ImageSpace space, double weight) {
    if (!Double.isFinite(weight)) {
      throw new InvalidSpaceParamException(
          "A space's weight is %s; it must be a finite number.".formatted(weight));
    }
    Part old = parts.get(space);
    return put(space, new Part(old == null ? null : old.vector, weight));
  }

  private SpacesQuery put(ImageSpace space, Part part) {
    index.indexOf(space);
    if (part.vector != null) {
      Vectors.requireLength(part.vector, space);
    }
    Map<ImageSpace, Part> all = new HashMap<>(parts);
    all.put(space, part);
    return new SpacesQuery(index, Map.copyOf(all));
  }

  /** The vector of the query; zeros where nothing is looked for. */
  public float[] vector() {
    List<ImageSpace> spaces = index.spaces();
    double squares = 0;
    int counting = 0;
    for (ImageSpace space : spaces) {
      double weight = weightOf(space);
      squares += weight * weight;
      counting += weight != 0 && has(space) ? 1 : 0;
    }
    float[] vector = new float[index.dimension() - 1];
    double scale =
        counting == 0 ? 0 : Math.sqrt((double) spaces.size() / counting) / Math.sqrt(squares);
    int at = 0;
    for (ImageSpace space : spaces) {
      Part part = parts.get(space);
      if (part != null && part.vector != null && scale != 0) {
        Vectors.addUnit(part.vector, weightOf(space) * scale, vector, at);
      }
      at += space.length();
    }
    return vector;
  }

  private double weightOf(ImageSpace space) {
    Part part = parts.get(space);
    if (part == null || part.weight == null || index.spaces().size() == 1) {
      return has(space) ? 1 : 0;
    }
    return part.weight;
  }

  private boolean has(ImageSpace space) {
    Part part = parts.get(space);
    return part != null && part.vector != null && Vectors.norm(part.vector) != 0;
  }
}

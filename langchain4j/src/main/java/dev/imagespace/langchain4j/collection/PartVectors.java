package dev.imagespace.langchain4j.collection;

import dev.imagespace.ItemEmbedding;
import org.jspecify.annotations.Nullable;

/**
 * An item's vector and those of its parts, in the scale in which they were added. Immutable, as
 * long as nobody writes into the arrays.
 *
 * @param vector unit length: the one in the store
 * @param image what the picture added to it; null if the item has none
 * @param description what the description added to it; null if the item has none
 */
public record PartVectors(
    float[] vector, float @Nullable [] image, float @Nullable [] description) {

  public static PartVectors of(ItemEmbedding item) {
    return new PartVectors(item.vector(), item.image(), item.description());
  }

  /**
   * How alike a query and the item are when its parts count as given, and what each part has in it.
   *
   * @param query unit length
   * @param weights of the parts; equal ones give the cosine with {@link #vector}
   * @param units whether each part counts at length one, as in a space of OpenCLIP
   */
  public PartScores scores(float[] query, PartWeights weights, boolean units) {
    double picture = weightOf(image, weights.image(), units);
    double text = weightOf(description, weights.description(), units);
    double squares = 0;
    double ofImage = 0;
    double ofText = 0;
    for (int i = 0; i < query.length; i++) {
      double a = image == null ? 0 : picture * image[i];
      double b = description == null ? 0 : text * description[i];
      squares += (a + b) * (a + b);
      ofImage += query[i] * a;
      ofText += query[i] * b;
    }
    double norm = Math.sqrt(squares);
    return norm == 0 ? new PartScores(0, 0, 0) : PartScores.of(ofImage / norm, ofText / norm);
  }

  private static double weightOf(float @Nullable [] part, double weight, boolean units) {
    double norm = part == null || !units ? 1 : Math.sqrt(dot(part, part));
    return norm == 0 ? 0 : weight / norm;
  }

  /** In double, so that the order of the terms does not show. */
  public static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }

  /**
   * How much each part of an item counts in a search. Only their ratio matters.
   *
   * @param image zero or more
   * @param description zero or more
   */
  public record PartWeights(double image, double description) {
    /** As the items were stored. */
    public static final PartWeights AS_STORED = new PartWeights(1, 1);

    /** Refuses weights with which nothing could be compared. */
    public PartWeights {
      if (!(image >= 0 && description >= 0 && image + description > 0)
          || !Double.isFinite(image + description)) {
        throw new IllegalArgumentException(
            "Part weights are %s for the picture and %s for the description; give finite numbers of 0 or more, not both 0."
                .formatted(image, description));
      }
    }
  }

  /**
   * A cosine, told by the parts of the item: {@code total} is their sum.
   *
   * @param image the picture's share
   * @param description the description's share
   */
  public record PartScores(double total, double image, double description) {
    static PartScores of(double image, double description) {
      return new PartScores(image + description, image, description);
    }
  }
}

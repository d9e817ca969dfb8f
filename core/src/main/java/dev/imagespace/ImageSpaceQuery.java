package dev.imagespace;

import dev.imagespace.QueryEmbedding.ClauseEmbedding;
import dev.imagespace.encode.Encoder;
import dev.imagespace.image.ImageSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Weighted clauses that become one query vector, {@code q = L2norm(Σ wᵢ·uᵢ)} with each {@code uᵢ}
 * of unit length. The score of a stored vector is its inner product with {@code q}.
 *
 * <p>Any number of clauses may address one field set. A weight above zero favours what is similar,
 * one below zero what is not; a clause of weight zero, or without a value, is left out, and its
 * picture is never read. Immutable and thread-safe: each clause gives a new query.
 */
public final class ImageSpaceQuery {
  private final SpaceDefinition space;
  private final Encoder encoder;
  private final List<Clause> clauses;
  private final @Nullable String language;

  ImageSpaceQuery(SpaceDefinition space, Encoder encoder, List<Clause> clauses) {
    this(space, encoder, clauses, null);
  }

  private ImageSpaceQuery(
      SpaceDefinition space, Encoder encoder, List<Clause> clauses, @Nullable String language) {
    this.space = space;
    this.encoder = encoder;
    this.clauses = clauses;
    this.language = language;
  }

  /**
   * Adds a picture.
   *
   * @param fields the {@link ImageSpace#image()} of this query's space
   * @throws InvalidSpaceParamException if the fields are of a space that is not equal to this one,
   *     or the weight is not finite
   */
  public ImageSpaceQuery similar(ImageFieldSet fields, @Nullable ImageSource image, double weight) {
    InvalidSpaceParamException.given(fields, "A clause needs a field set; got null.");
    requireSpace(fields.space(), fields);
    return with(image == null ? null : new Clause.OfImage(image, weight), weight);
  }

  /**
   * Adds a text; "" is a text like any other here, unlike the description of an item.
   *
   * @param fields the {@link ImageSpace#description()} of this query's space
   * @throws InvalidSpaceParamException if the fields are of a space that is not equal to this one,
   *     or the weight is not finite
   */
  public ImageSpaceQuery similar(
      DescriptionFieldSet fields, @Nullable String description, double weight) {
    InvalidSpaceParamException.given(fields, "A clause needs a field set; got null.");
    requireSpace(fields.space(), fields);
    return with(
        description == null ? null : new Clause.OfText(description, weight, language), weight);
  }

  /**
   * Says in which language the texts are that are added from here on, where the model reads that:
   * for NLLB, {@code fra_Latn} and the like. The default is the space's own, of {@code
   * imagespace.text-language}.
   *
   * @param language as the model names it; null for the space's own. What the model does not know
   *     is refused when the query is embedded.
   */
  public ImageSpaceQuery language(@Nullable String language) {
    return new ImageSpaceQuery(space, encoder, clauses, language);
  }

  /**
   * Adds a vector of this space, such as one that a store holds.
   *
   * @param vector {@link ImageSpace#length()} finite floats; copied
   * @throws InvalidSpaceParamException if it has another length, or a number is not finite
   */
  public ImageSpaceQuery withVector(float[] vector, double weight) {
    InvalidSpaceParamException.given(vector, "A vector clause needs a vector; got null.");
    if (vector.length != space.config().length()) {
      throw new InvalidSpaceParamException(
          "The vector has %d dimensions; those of this space have %d."
              .formatted(vector.length, space.config().length()));
    }
    for (int i = 0; i < vector.length; i++) {
      if (!Float.isFinite(vector[i])) {
        throw new InvalidSpaceParamException(
            "The vector's number %d is %s; all must be finite.".formatted(i, vector[i]));
      }
    }
    return with(new Clause.OfVector(vector, weight), weight);
  }

  /**
   * The query's vector: unit length, or all zero where no clause is left or the clauses cancel.
   *
   * @throws RuntimeException the reason, if a picture or text is rejected
   */
  public float[] embed() {
    return embedClauses().vector();
  }

  /**
   * As {@link #embed}, with the vector of each clause beside it, from which the parts of a score
   * come.
   *
   * @throws RuntimeException the reason, if a picture or text is rejected
   */
  public QueryEmbedding embedClauses() {
    float[][] vectors = vectors();
    List<ClauseEmbedding> embedded = new ArrayList<>();
    // Only the ratio of the weights matters; their largest as the unit keeps sums from overflowing.
    double unit = clauses.stream().mapToDouble(c -> Math.abs(c.weight())).max().orElse(1);
    VectorSum sum = new VectorSum(space.config().length());
    for (int i = 0; i < clauses.size(); i++) {
      embedded.add(new ClauseEmbedding(clauses.get(i), vectors[i]));
      sum = sum.addUnit(vectors[i], clauses.get(i).weight() / unit);
    }
    return new QueryEmbedding(sum.toUnit(), embedded);
  }

  /** Pictures first: a query with a bad one ends before its texts are run. */
  private float[][] vectors() {
    float[][] vectors = new float[clauses.size()][];
    try (PartsCall parts = new PartsCall(encoder)) {
      List<Supplier<float[]>> pending = clauses.stream().map(c -> begin(c, parts)).toList();
      IntStream.range(0, vectors.length)
          .boxed()
          .sorted(Comparator.comparing(i -> !(clauses.get(i) instanceof Clause.OfImage)))
          .forEach(i -> vectors[i] = pending.get(i).get());
    }
    return vectors;
  }

  private static Supplier<float[]> begin(Clause clause, PartsCall parts) {
    if (clause instanceof Clause.OfImage one) {
      PartsCall.Pending pending = parts.add(one.image(), null);
      return () -> Objects.requireNonNull(pending.await().orElseThrow().image());
    }
    if (clause instanceof Clause.OfText one) {
      PartsCall.Pending pending = parts.addText(one.text(), one.language());
      return () -> Objects.requireNonNull(pending.await().orElseThrow().text()).vector();
    }
    return ((Clause.OfVector) clause)::vector;
  }

  private ImageSpaceQuery with(@Nullable Clause clause, double weight) {
    if (!Double.isFinite(weight)) {
      throw new InvalidSpaceParamException(
          "A clause's weight is %s; it must be a finite number.".formatted(weight));
    }
    if (clause == null || weight == 0) {
      return this;
    }
    List<Clause> extended = new ArrayList<>(clauses);
    extended.add(clause);
    return new ImageSpaceQuery(space, encoder, List.copyOf(extended), language);
  }

  private void requireSpace(SpaceDefinition owner, Object fields) {
    if (!space.equals(owner)) {
      throw new InvalidSpaceParamException(
          "The field set [%s] is of %s; this query is on %s. Take it from the space queried."
              .formatted(fields, owner, space));
    }
  }
}

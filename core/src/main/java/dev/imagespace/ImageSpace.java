package dev.imagespace;

import dev.imagespace.encode.Encoder;
import dev.imagespace.event.SpaceStatistics;
import dev.imagespace.execution.Outcome;
import dev.imagespace.execution.Towers;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelInfo;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A space in which pictures and their descriptions are vectors of one length.
 *
 * <p>An item's vector is {@code L2norm(E(image) + E(description))}; where one part is missing, the
 * unit vector of the other. With {@link ModelHandler#SENTENCE_TRANSFORMERS} E is the raw output of
 * the network, with {@link ModelHandler#OPEN_CLIP} each part is of unit length first. Parts that
 * cancel exactly give zeros, never NaN.
 *
 * <p>Two spaces are equal if their {@link TransformationConfig} and their fields are; the order in
 * which the fields were given and how the model is run do not count. Thread-safe. Holds native
 * memory until closed.
 */
public final class ImageSpace implements AutoCloseable {
  private final SpaceDefinition definition;
  private final Encoder encoder;
  private final ImageFieldSet image;
  private final DescriptionFieldSet description;

  ImageSpace(SpaceDefinition definition, Encoder encoder) {
    this.definition = definition;
    this.encoder = encoder;
    image = new ImageFieldSet(definition, definition.fields().pictures());
    description = new DescriptionFieldSet(definition, definition.fields().descriptions());
  }

  public static ImageSpaceBuilder builder() {
    return new ImageSpaceBuilder();
  }

  /** In words: the model, the fields it encodes, and what the sign of a weight favours. */
  public String annotation() {
    return definition.annotation();
  }

  public TransformationConfig transformationConfig() {
    return definition.config();
  }

  /** Dimension of the vectors; known without running the network. */
  public int length() {
    return definition.config().length();
  }

  /** What a query's picture clause addresses. */
  public ImageFieldSet image() {
    return image;
  }

  /** What a query's text clause addresses. */
  public DescriptionFieldSet description() {
    return description;
  }

  public ModelInfo modelInfo() {
    return encoder.info();
  }

  /**
   * 16 hexadecimal digits of SHA-256 over whatever decides a vector: weights, preprocessing,
   * tokenizer, image policy, and the rule by which parts are added. Vectors compare only under
   * equal fingerprints. Reads every weight once.
   */
  public String fingerprint() {
    return SpaceFingerprint.of(encoder.fingerprint(), definition.config());
  }

  /** The {@link #fingerprint}, where it was asked for before; reads nothing. */
  public Optional<String> knownFingerprint() {
    return Optional.ofNullable(encoder.knownFingerprint())
        .map(weights -> SpaceFingerprint.of(weights, definition.config()));
  }

  /**
   * The unit vector of one item.
   *
   * @throws RuntimeException the reason, if the item is rejected
   */
  public float[] embed(ImageData item) {
    return embed(List.of(item)).get(0);
  }

  /**
   * One unit vector for each item; the first item that is rejected ends the call.
   *
   * @throws RuntimeException the reason, if an item is rejected
   */
  public List<float[]> embed(List<ImageData> items) {
    List<float[]> vectors = new ArrayList<>(items.size());
    try (EmbeddingIterator each = ItemPipeline.of(items, encoder, fusion(Normalization.L2))) {
      each.forEachRemaining(outcome -> vectors.add(outcome.orElseThrow().vector()));
    }
    return List.copyOf(vectors);
  }

  /**
   * An outcome for each item, in order: a bad item costs nobody else anything. Pictures and texts
   * go to the network in batches, those that occur twice only once.
   */
  public List<Outcome<ItemEmbedding>> embedEach(
      List<ImageData> items, Normalization normalization) {
    List<Outcome<ItemEmbedding>> outcomes = new ArrayList<>(items.size());
    try (EmbeddingIterator each = ItemPipeline.of(items, encoder, fusion(normalization))) {
      each.forEachRemaining(outcomes::add);
    }
    return List.copyOf(outcomes);
  }

  /**
   * As {@link #embedEach(List, Normalization)}, of items without number: what is read ahead and not
   * yet handed on is bounded. Nothing is read before the first outcome is asked for.
   */
  public EmbeddingIterator embedEach(Iterator<ImageData> items, Normalization normalization) {
    return ItemPipeline.of(items, encoder, fusion(normalization));
  }

  /**
   * A vector for each text, in order. "" is a text here, where as a description it is none.
   *
   * @throws RuntimeException the reason, if a text is rejected
   */
  public List<float[]> embedTexts(List<String> texts, Normalization normalization) {
    Fusion fusion = fusion(normalization);
    return encoder.encodeTexts(texts).stream()
        .map(text -> fusion.fuse(null, text.orElseThrow().vector()))
        .toList();
  }

  private Fusion fusion(Normalization normalization) {
    return new Fusion(definition.config(), normalization);
  }

  /**
   * The picture and description of a record whose schema this space was built with. A component
   * that is null is a missing part.
   *
   * @throws InvalidSpaceParamException if the space has no schema of this record
   */
  public ImageData imageDataOf(Record item) {
    InvalidSpaceParamException.given(item, "An item is needed to take a picture from; got null.");
    return definition.fields().read(item);
  }

  /** A query without clauses. */
  public ImageSpaceQuery query() {
    return new ImageSpaceQuery(definition, encoder, List.of());
  }

  /** Tokens of the text as the model reads it, start and end included. */
  public int countTokens(String text) {
    return encoder.countTokens(text);
  }

  /** Maps the weights and runs each tower once, so that the first item does not wait for it. */
  public void warmUp() {
    warmUp(Towers.BOTH);
  }

  /** As {@link #warmUp()}, of these towers alone: texts need nothing of the image tower. */
  public void warmUp(Towers towers) {
    encoder.warmUp(towers);
  }

  /** The towers whose weights are in memory: those that were used, and not released since. */
  public Towers loadedTowers() {
    return encoder.loaded();
  }

  /** What waits, and what it takes, at this moment; for health checks and gauges. */
  public SpaceStatistics statistics() {
    return encoder.statistics();
  }

  /** Frees the native memory; the space embeds nothing afterwards. */
  @Override
  public void close() {
    encoder.close();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ImageSpace that && definition.equals(that.definition);
  }

  @Override
  public int hashCode() {
    return definition.hashCode();
  }

  @Override
  public String toString() {
    return definition.toString();
  }
}

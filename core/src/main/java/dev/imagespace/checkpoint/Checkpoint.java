package dev.imagespace.checkpoint;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.pictures.preprocess.PreprocessConfig;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tower.VectorHead;
import dev.imagespace.tower.text.TextTower;
import dev.imagespace.tower.vision.ImageTower;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model as its files describe it, checked against the headers of its weights; no weight is read.
 *
 * @param weights of its own files
 * @param textWeights of another model, by which texts are embedded; empty where there is none
 * @param dimension of the vectors that the towers give
 * @param head what becomes of them
 * @param unitParts whether parts of an item are divided by their lengths before they are added
 */
public record Checkpoint(
    ImageTower imageTower,
    TextTower textTower,
    PreprocessConfig preprocessing,
    TextTokenizer tokenizer,
    Weights weights,
    List<Weights> textWeights,
    int dimension,
    VectorHead head,
    boolean unitParts) {

  /** Of one model. */
  public Checkpoint(
      ImageTower imageTower,
      TextTower textTower,
      PreprocessConfig preprocessing,
      TextTokenizer tokenizer,
      Weights weights,
      int dimension) {
    this(imageTower, textTower, preprocessing, tokenizer, weights, dimension, VectorHead.none());
  }

  /** Of one model, with what becomes of the vectors. */
  public Checkpoint(
      ImageTower imageTower,
      TextTower textTower,
      PreprocessConfig preprocessing,
      TextTokenizer tokenizer,
      Weights weights,
      int dimension,
      VectorHead head) {
    this(
        imageTower,
        textTower,
        preprocessing,
        tokenizer,
        weights,
        List.of(),
        dimension,
        head,
        false);
  }

  private Checkpoint withUnitParts(boolean units) {
    return new Checkpoint(
        imageTower,
        textTower,
        preprocessing,
        tokenizer,
        weights,
        textWeights,
        dimension,
        head,
        units);
  }

  /** The dimension of the vectors of the model. */
  public int length() {
    return head.dimension(dimension);
  }

  /** As {@link #open(ModelDirectory, ModelHandler, String)}, in the model's own language. */
  public static Checkpoint open(ModelDirectory directory, ModelHandler handler) {
    return open(directory, handler, null);
  }

  /**
   * Reads a model in a layout of the handler, or says that its files are of another.
   *
   * @param language that texts are in unless they say otherwise; null for the model's own
   */
  public static Checkpoint open(
      ModelDirectory directory, ModelHandler handler, @Nullable String language) {
    try {
      CheckpointLayout layout = CheckpointLayouts.of(directory, handler);
      Checkpoint checkpoint = layout.read(directory, language).withUnitParts(layout.unitParts());
      return closing(
          checkpoint.tokenizer,
          () -> {
            checkpoint.textTower.requireOwn(checkpoint.tokenizer.encode("a photo of a dog"));
            return checkpoint;
          });
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      // Numbers of a configuration that no network can have: no layers, a width of 0.
      throw damaged(directory, e);
    }
  }

  static InvalidCheckpointException damaged(ModelDirectory directory, RuntimeException cause) {
    return new InvalidCheckpointException(
        "The configuration of %s is not of one network: %s. Take configuration and weights from one model."
            .formatted(directory, cause.getMessage()),
        cause);
  }

  /** What is checked, or the tokenizer closed. */
  public static <T> T closing(TextTokenizer tokenizer, Supplier<T> checked) {
    try {
      return checked.get();
    } catch (RuntimeException | Error e) {
      tokenizer.close();
      throw e;
    }
  }

  /**
   * The same with another model for texts. Closes the own tokenizer, or that of the other where
   * both do not fit.
   *
   * @throws InvalidCheckpointException where their dimensions differ
   */
  public Checkpoint withTexts(TextModel texts) {
    if (texts.dimension() != dimension) {
      texts.tokenizer().close();
      throw texts.otherDimension(dimension);
    }
    if (!head.isNone()) {
      texts.tokenizer().close();
      throw new InvalidCheckpointException(
          "The model has modules behind its vectors (%s), of which another model for texts knows nothing. Leave 'imagespace.text-model' out."
              .formatted(head));
    }
    tokenizer.close();
    return new Checkpoint(
        imageTower,
        texts.tower(),
        preprocessing,
        texts.tokenizer(),
        weights,
        texts.weights(),
        dimension,
        head,
        unitParts);
  }

  /** All weights that decide a vector. */
  public List<Weights> allWeights() {
    return Stream.concat(Stream.of(weights), textWeights.stream()).toList();
  }

  /** The stored tensors of all weights. */
  public List<StoredTensor> used() {
    return allWeights().stream().flatMap(each -> each.used().stream()).toList();
  }

  /** Numbers in all towers. */
  public long parameters() {
    return used().stream().mapToLong(StoredTensor::elements).sum();
  }
}

package dev.imagespace.checkpoint;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.preprocess.PreprocessConfig;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tokenize.TextTokenizer;
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
 * @param dimension of the vectors
 */
public record Checkpoint(
    ImageTower imageTower,
    TextTower textTower,
    PreprocessConfig preprocessing,
    TextTokenizer tokenizer,
    Weights weights,
    List<Weights> textWeights,
    int dimension) {

  /** Of one model. */
  public Checkpoint(
      ImageTower imageTower,
      TextTower textTower,
      PreprocessConfig preprocessing,
      TextTokenizer tokenizer,
      Weights weights,
      int dimension) {
    this(imageTower, textTower, preprocessing, tokenizer, weights, List.of(), dimension);
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
      Checkpoint checkpoint = CheckpointLayouts.of(directory, handler).read(directory, language);
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
        "The configuration of %s is damaged: %s. Download the model again."
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
    tokenizer.close();
    return new Checkpoint(
        imageTower,
        texts.tower(),
        preprocessing,
        texts.tokenizer(),
        weights,
        texts.weights(),
        dimension);
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

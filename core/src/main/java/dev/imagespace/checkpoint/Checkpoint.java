package dev.imagespace.checkpoint;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.preprocess.PreprocessConfig;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tower.ImageTower;
import dev.imagespace.tower.TextTower;
import dev.imagespace.tower.VectorHead;

/**
 * A model as its files describe it, checked against the headers of its weights; no weight is read.
 *
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
    int dimension,
    VectorHead head,
    boolean unitParts) {

  /** Vectors are as the towers give them. */
  public Checkpoint(
      ImageTower imageTower,
      TextTower textTower,
      PreprocessConfig preprocessing,
      TextTokenizer tokenizer,
      Weights weights,
      int dimension) {
    this(imageTower, textTower, preprocessing, tokenizer, weights, dimension, VectorHead.none());
  }

  /** What becomes of the vectors is told. */
  public Checkpoint(
      ImageTower imageTower,
      TextTower textTower,
      PreprocessConfig preprocessing,
      TextTokenizer tokenizer,
      Weights weights,
      int dimension,
      VectorHead head) {
    this(imageTower, textTower, preprocessing, tokenizer, weights, dimension, head, false);
  }

  private Checkpoint withUnitParts(boolean units) {
    return new Checkpoint(
        imageTower, textTower, preprocessing, tokenizer, weights, dimension, head, units);
  }

  /** The dimension of the vectors of the model. */
  public int length() {
    return head.dimension(dimension);
  }

  /** Reads a model in a layout of the handler, or says that its files are of another. */
  public static Checkpoint open(ModelDirectory directory, ModelHandler handler) {
    try {
      CheckpointLayout layout = CheckpointLayouts.of(directory, handler);
      Checkpoint checkpoint = layout.read(directory).withUnitParts(layout.unitParts());
      try {
        checkpoint.textTower.requireOwn(checkpoint.tokenizer.encode("a photo of a dog"));
        return checkpoint;
      } catch (RuntimeException | Error e) {
        checkpoint.tokenizer.close();
        throw e;
      }
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      // Numbers of a configuration that no network can have: no layers, a width of 0.
      throw new InvalidCheckpointException(
          "The configuration of %s is not of one network: %s. Take configuration and weights from one model."
              .formatted(directory, e.getMessage()),
          e);
    }
  }

  /** Numbers in both towers. */
  public long parameters() {
    return weights.used().stream().mapToLong(StoredTensor::elements).sum();
  }
}

package dev.imagespace.checkpoint;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tower.text.TextTower;
import java.util.List;

/**
 * A model for texts alone, whose vectors are of the space of another for pictures. No weight is
 * read.
 *
 * @param weights of its files
 * @param dimension of the vectors
 */
public record TextModel(
    ModelDirectory directory,
    TextTower tower,
    TextTokenizer tokenizer,
    List<Weights> weights,
    int dimension) {

  /** Reads one that sentence-transformers saved, or says why it is none. */
  public static TextModel open(ModelDirectory directory) {
    try {
      TextModel model = SentenceTransformersText.read(directory);
      return Checkpoint.closing(
          model.tokenizer,
          () -> {
            model.tower.requireOwn(model.tokenizer.encode("a photo of a dog"));
            return model;
          });
    } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
      throw Checkpoint.damaged(directory, e);
    }
  }

  InvalidCheckpointException otherDimension(int pictures) {
    return new InvalidCheckpointException(
        "%s gives texts %d dimensions, and the model for pictures has %d: their vectors cannot be compared. Set 'imagespace.text-model' to one that was trained for the model of the pictures."
            .formatted(directory, dimension, pictures));
  }
}

package dev.imagespace.preprocess;

/**
 * How a checkpoint wants its pictures: read from the checkpoint, never assumed.
 *
 * @param height of the tensor, pixels
 * @param width of the tensor, pixels
 * @param mean of red, green, blue in [0, 1]
 * @param std of red, green, blue in [0, 1]
 * @param fill colour of the padding of {@link ResizeMode#LONGEST}, 0 to 255
 * @param peer whose order of steps and rounding applies
 */
public record PreprocessConfig(
    int height,
    int width,
    java.util.List<Float> mean,
    java.util.List<Float> std,
    Interpolation interpolation,
    ResizeMode resizeMode,
    int fill,
    Peer peer) {

  /** The filters of Pillow that checkpoints name. */
  public enum Interpolation {
    BILINEAR,
    BICUBIC
  }

  /** What becomes of the aspect ratio. */
  public enum ResizeMode {
    SHORTEST,
    LONGEST,
    SQUASH
  }

  /** Whose pixels REFERENCE reproduces: crop rule, order of resize and conversion to RGB. */
  public enum Peer {
    SENTENCE_TRANSFORMERS,
    OPEN_CLIP
  }
}

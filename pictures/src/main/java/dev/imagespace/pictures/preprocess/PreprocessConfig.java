package dev.imagespace.pictures.preprocess;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a checkpoint wants its pictures: read from the checkpoint, never assumed. Immutable.
 *
 * @param height of the tensor, pixels
 * @param width of the tensor, pixels
 * @param mean of red, green, blue in [0, 1]
 * @param std of red, green, blue in [0, 1]
 * @param fill colour of the padding of {@link ResizeMode#LONGEST}, 0 to 255
 * @param peer whose order of steps and rounding applies
 * @param shortestEdge pixels that the shorter side is resized to before the crop, in mode {@link
 *     ResizeMode#SHORTEST} of {@link Peer#SENTENCE_TRANSFORMERS}; OpenCLIP has no such setting
 * @param longestEdge pixels that the longer side of it may then have at most, where the shorter one
 *     is made smaller for it; 0 for any
 * @param squashed what a picture becomes before the crop, in mode {@link ResizeMode#SQUASH}
 */
public record PreprocessConfig(
    int height,
    int width,
    List<Float> mean,
    List<Float> std,
    Interpolation interpolation,
    ResizeMode resizeMode,
    int fill,
    Peer peer,
    int shortestEdge,
    int longestEdge,
    Sides squashed) {

  /** Of colours from 0 to 1: with means far from these, every picture is the same to a network. */
  public static final float LARGEST_MEAN = 10;

  /** The usual are 0.2 to 0.5; 1/255 stands for colours from 0 to 255. */
  public static final float SMALLEST_STD = 0.001f;

  /** With larger ones, every picture is the same to a network. */
  public static final float LARGEST_STD = 10;

  /** Refuses what no picture can be made for, and what makes the same of every picture. */
  public PreprocessConfig {
    mean = List.copyOf(mean);
    std = List.copyOf(std);
    if (height <= 0
        || width <= 0
        || shortestEdge <= 0
        || longestEdge < 0
        || squashed.height <= 0
        || squashed.width <= 0) {
      throw new IllegalArgumentException(
          "Sizes must be positive, but are %d×%d, shortest edge %d"
              .formatted(width, height, shortestEdge));
    }
    if (mean.size() != 3 || !mean.stream().allMatch(m -> Math.abs(m) <= LARGEST_MEAN)) {
      throw new IllegalArgumentException(
          "Three means of -%s to %s are needed, not %s"
              .formatted(LARGEST_MEAN, LARGEST_MEAN, mean));
    }
    if (std.size() != 3 || !std.stream().allMatch(s -> s >= SMALLEST_STD && s <= LARGEST_STD)) {
      throw new IllegalArgumentException(
          "Three standard deviations of %s to %s are needed, not %s"
              .formatted(SMALLEST_STD, LARGEST_STD, std));
    }
    if (fill < 0 || fill > 255) {
      throw new IllegalArgumentException("Fill must be 0 to 255, but is " + fill);
    }
  }

  /** A crop as large as the resized picture allows: the shortest edge is the shorter side. */
  public PreprocessConfig(
      int height,
      int width,
      List<Float> mean,
      List<Float> std,
      Interpolation interpolation,
      ResizeMode resizeMode,
      int fill,
      Peer peer) {
    this(height, width, mean, std, interpolation, resizeMode, fill, peer, Math.min(height, width));
  }

  /** A longer side of any length, and a squash without a crop. */
  public PreprocessConfig(
      int height,
      int width,
      List<Float> mean,
      List<Float> std,
      Interpolation interpolation,
      ResizeMode resizeMode,
      int fill,
      Peer peer,
      int shortestEdge) {
    this(
        height,
        width,
        mean,
        std,
        interpolation,
        resizeMode,
        fill,
        peer,
        shortestEdge,
        0,
        new Sides(height, width));
  }

  /** In words, for a person; two configurations may have the same. */
  public String describe() {
    return "%s to %d×%d, %s, as %s does; mean %s, deviation %s"
        .formatted(
            switch (resizeMode) {
              case SHORTEST ->
                  longestEdge == 0
                      ? "shorter side to %d, cropped".formatted(shortestEdge)
                      : "shorter side to %d and longer to at most %d, cropped"
                          .formatted(shortestEdge, longestEdge);
              case LONGEST -> "longer side fitted, padded with %d".formatted(fill);
              case SQUASH ->
                  squashed.equals(new Sides(height, width))
                      ? "squashed"
                      : "squashed to %d×%d, cropped".formatted(squashed.width, squashed.height);
            },
            width,
            height,
            interpolation.name().toLowerCase(Locale.ROOT),
            peer,
            rounded(mean),
            rounded(std));
  }

  private static String rounded(List<Float> colours) {
    return colours.stream()
        .map(colour -> String.format(Locale.ROOT, "%.3f", colour))
        .collect(Collectors.joining(" "));
  }

  /** Pixels of a picture. */
  public record Sides(int height, int width) {}

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

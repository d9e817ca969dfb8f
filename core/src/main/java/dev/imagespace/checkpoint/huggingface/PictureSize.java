package dev.imagespace.checkpoint.huggingface;

import static dev.imagespace.checkpoint.config.InputLimits.MOST_PIXELS_OF_A_SIDE;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Sides;
import java.util.List;
import java.util.Set;

/**
 * What {@code size} and {@code crop_size} of an image processor say, in every form that they have:
 * a number, a list of height and width, an object. Immutable.
 *
 * @param tensor what the network gets
 * @param squashed what a picture is resized to, whatever its ratio; where {@code shortest} is 0
 * @param shortest what its shorter side is resized to
 * @param longest what its longer side may have then; 0 for any
 */
record PictureSize(Sides tensor, Sides squashed, int shortest, int longest) {
  private static final String SIZE = "size";
  private static final String CROP = "crop_size";
  private static final Sides NONE = new Sides(0, 0);

  static PictureSize read(JsonConfig config, ImageProcessor processor) {
    PictureSize size = size(config, processor);
    if (processor.growsBeforeCrop()) {
      return grown(config, size);
    }
    if (config.flag("do_center_crop", processor.cropped())) {
      return new PictureSize(crop(config, processor), size.squashed, size.shortest, size.longest);
    }
    if (size.shortest > 0) {
      throw config.invalid(
          SIZE,
          "keeps the ratio of a picture, and 'do_center_crop' is not set: pictures would have different sizes, which no CLIP reads. Set a size of height and width, or the crop");
    }
    return size;
  }

  /** The rule of ConvNeXt: up to 384 pixels, the crop is a part of what is resized. */
  private static PictureSize grown(JsonConfig config, PictureSize size) {
    if (size.shortest == 0 || size.longest > 0) {
      throw config.invalid(SIZE, "must be a shortest_edge alone for this image processor");
    }
    if (config.flag("do_center_crop", false)) {
      throw config.invalid("do_center_crop", "is not supported for this image processor");
    }
    double part = config.number("crop_pct", 224 / 256.0, 0.05, 20);
    Sides square = new Sides(size.shortest, size.shortest);
    return size.shortest < 384
        ? new PictureSize(square, NONE, Math.max(1, (int) (size.shortest / part)), 0)
        : new PictureSize(square, square, 0, 0);
  }

  private static PictureSize size(JsonConfig config, ImageProcessor processor) {
    boolean square = config.flag("default_to_square", processor.numberIsSquare());
    if (!config.has(SIZE)) {
      return processor.square() ? squash(processor.edge()) : shortest(processor.edge());
    }
    if (config.isList(SIZE)) {
      return squash(sides(config.sides(SIZE, 1)));
    }
    if (!config.hasObject(SIZE)) {
      int number = config.size(SIZE, MOST_PIXELS_OF_A_SIDE);
      return square ? squash(number) : shortest(number);
    }
    JsonConfig size = config.object(SIZE);
    Set<String> keys = size.keys();
    if (keys.equals(Set.of("height", "width"))) {
      return squash(rectangle(size));
    }
    int longest =
        keys.equals(Set.of("shortest_edge", "longest_edge"))
            ? size.size("longest_edge", Integer.MAX_VALUE)
            : 0;
    if (longest == 0 && !keys.equals(Set.of("shortest_edge"))) {
      throw config.invalid(
          SIZE,
          "is not supported: height and width, shortest_edge, or shortest_edge and longest_edge");
    }
    return new PictureSize(NONE, NONE, size.size("shortest_edge", MOST_PIXELS_OF_A_SIDE), longest);
  }

  private static PictureSize squash(int side) {
    return squash(new Sides(side, side));
  }

  private static PictureSize squash(Sides sides) {
    return new PictureSize(sides, sides, 0, 0);
  }

  private static PictureSize shortest(int edge) {
    return new PictureSize(NONE, NONE, edge, 0);
  }

  private static Sides crop(JsonConfig config, ImageProcessor processor) {
    if (!config.has(CROP) && processor.crop() > 0) {
      return new Sides(processor.crop(), processor.crop());
    }
    if (config.has(CROP) && !config.hasObject(CROP)) {
      return sides(config.sides(CROP, 1));
    }
    JsonConfig crop = config.object(CROP);
    if (!crop.keys().equals(Set.of("height", "width"))) {
      throw config.invalid(CROP, "is not supported: height and width");
    }
    return rectangle(crop);
  }

  private static Sides rectangle(JsonConfig size) {
    return new Sides(
        size.size("height", MOST_PIXELS_OF_A_SIDE), size.size("width", MOST_PIXELS_OF_A_SIDE));
  }

  private static Sides sides(List<Integer> heightAndWidth) {
    return new Sides(heightAndWidth.get(0), heightAndWidth.get(1));
  }
}

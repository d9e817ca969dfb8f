package dev.imagespace.pictures.ffmpeg;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.ffmpeg.codec.Planes;
import dev.imagespace.pictures.ffmpeg.codec.StreamFormat;
import dev.imagespace.pictures.ffmpeg.colour.ChromaRows;
import dev.imagespace.pictures.ffmpeg.container.Item;
import dev.imagespace.pictures.ffmpeg.container.Property;
import dev.imagespace.pictures.ffmpeg.container.Property.CleanAperture;
import dev.imagespace.pictures.ffmpeg.container.Property.Mirror;
import dev.imagespace.pictures.ffmpeg.container.Property.Rotation;
import java.util.List;

/**
 * What is to be done to a decoded picture, in the order of its properties. Immutable.
 *
 * @param steps of {@link CleanAperture}, {@link Rotation} and {@link Mirror}
 */
record Transformations(List<Property> steps) {
  /** EXIF orientations of turns against the clock by 0 to 3 right angles. */
  private static final int[] TURNED = {1, 8, 3, 6};

  /** The same, left and right exchanged after that. */
  private static final int[] THEN_LEFT_RIGHT = {2, 7, 4, 5};

  /** The same, top and bottom exchanged after that. */
  private static final int[] THEN_TOP_BOTTOM = {4, 5, 2, 7};

  /** A file may name thousands, and each is a pass over the picture. */
  private static final int MOST = 8;

  static Transformations of(EncodedImage image, Item item) {
    List<Property> steps =
        item.properties().stream()
            .filter(
                property ->
                    property instanceof CleanAperture
                        || property instanceof Rotation
                        || property instanceof Mirror)
            .toList();
    if (steps.size() > MOST) {
      throw image.rejected("it is to be transformed %d times.".formatted(steps.size()));
    }
    return new Transformations(steps);
  }

  boolean isNothing() {
    return steps.isEmpty();
  }

  /** The EXIF orientation that turn and mirror are together, whatever their order, as libavif. */
  int orientation() {
    int quarters = 0;
    int[] table = TURNED;
    for (Property step : steps) {
      if (step instanceof Rotation rotation) {
        quarters = rotation.quarters();
      } else if (step instanceof Mirror mirror) {
        table = mirror.leftRight() ? THEN_LEFT_RIGHT : THEN_TOP_BOTTOM;
      }
    }
    return table[quarters];
  }

  /** Does all of it, before colours are made: so libheif. */
  Planes apply(EncodedImage image, Planes planes) {
    Planes done = planes;
    for (Property step : steps) {
      image.requireGoingOn();
      if (step instanceof Rotation rotation) {
        done = turned(image, done, TURNED[rotation.quarters()]);
      } else if (step instanceof Mirror mirror) {
        done = turned(image, done, mirror.leftRight() ? 2 : 4);
      } else if (step instanceof CleanAperture crop) {
        done = cropped(image, done, crop);
      }
    }
    return done;
  }

  private static Planes turned(EncodedImage image, Planes planes, int exif) {
    if (exif == 1) {
      return planes;
    }
    StreamFormat format = planes.format();
    boolean aside = exif >= 5 && format.chromaShiftX() != format.chromaShiftY();
    boolean odd =
        (planes.width() % 2 == 1 && format.chromaShiftX() == 1)
            || (planes.height() % 2 == 1 && format.chromaShiftY() == 1);
    // A sample of colour would else come to lie between two pixels.
    Planes whole = aside || odd ? ChromaRows.interpolated(image, planes) : planes;
    return whole.turned(exif, image::requireGoingOn);
  }

  /** ISO/IEC 14496-12, section 12.1.4, rounded as libheif does it. */
  private static Planes cropped(EncodedImage image, Planes whole, CleanAperture crop) {
    double middleX = crop.offsetX() + (whole.width() - 1) / 2.0;
    double middleY = crop.offsetY() + (whole.height() - 1) / 2.0;
    double left = Math.max(0, Math.floor(middleX - (crop.width() - 1) / 2));
    double right = Math.min(whole.width() - 1, Math.floor(middleX + (crop.width() - 1) / 2));
    double top = Math.max(0, Math.floor(middleY - (crop.height() - 1) / 2 + 0.5));
    double bottom =
        Math.min(whole.height() - 1, Math.floor(middleY + (crop.height() - 1) / 2 + 0.5));
    // Also where a denominator of zero made one of them no number.
    if (!(left <= right && top <= bottom)) {
      throw image.rejected("nothing is left of it by its clean aperture.");
    }
    StreamFormat format = whole.format();
    boolean between =
        (left % 2 == 1 && format.chromaShiftX() == 1)
            || (top % 2 == 1 && format.chromaShiftY() == 1);
    return (between ? ChromaRows.interpolated(image, whole) : whole)
        .cropped((int) left, (int) top, (int) (right - left) + 1, (int) (bottom - top) + 1);
  }
}

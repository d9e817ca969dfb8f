package dev.imagespace;

import dev.imagespace.image.ImageSource;
import org.jspecify.annotations.Nullable;

/** One item: a picture, its description, or both. An empty description counts as missing. */
public record ImageData(@Nullable ImageSource image, @Nullable String description) {

  public static ImageData of(ImageSource image) {
    return new ImageData(image, null);
  }

  public static ImageData of(ImageSource image, @Nullable String description) {
    return new ImageData(image, description);
  }

  public static ImageData ofDescription(String description) {
    return new ImageData(null, description);
  }
}

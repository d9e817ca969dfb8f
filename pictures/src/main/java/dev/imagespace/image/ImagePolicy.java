package dev.imagespace.image;

/** Selects how a picture becomes the pixels that the model sees. */
public enum ImagePolicy {
  /** As a person sees it: upright by its EXIF orientation, transparency composited on white. */
  VISUAL,
  /** As the Python library of the model handler makes it, bit for bit, quirks included. */
  REFERENCE
}

package dev.imagespace.image;

/** Which pixels of a picture the model sees. */
public enum ImagePolicy {
  /** The picture as a person sees it. */
  VISUAL,
  /** The pixels of the Python peer of the handler, quirks included. */
  REFERENCE
}

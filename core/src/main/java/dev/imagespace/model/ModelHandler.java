package dev.imagespace.model;

/** Which family of files a model is published in, and by whose rules its vectors are made. */
public enum ModelHandler {
  SENTENCE_TRANSFORMERS,
  OPEN_CLIP
}

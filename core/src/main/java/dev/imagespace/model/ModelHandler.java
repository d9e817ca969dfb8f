package dev.imagespace.model;

/** The library whose file layout a model has, and by whose rules its vectors are computed. */
public enum ModelHandler {
  SENTENCE_TRANSFORMERS,
  OPEN_CLIP
}

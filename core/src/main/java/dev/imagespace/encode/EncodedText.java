package dev.imagespace.encode;

/**
 * What the model makes of a text.
 *
 * @param vector raw, not normalised
 * @param tokens that the model read, BOS and EOS included
 */
public record EncodedText(float[] vector, int tokens) {}

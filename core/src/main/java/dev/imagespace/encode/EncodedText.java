package dev.imagespace.encode;

/**
 * What the model makes of a text.
 *
 * @param vector raw, not normalised
 * @param tokens that the model read, BOS and EOS included
 * @param truncated whether the text has more tokens, which the model did not read
 */
public record EncodedText(float[] vector, int tokens, boolean truncated) {}

package dev.imagespace.sample.collection;

/**
 * A picture that a search found.
 *
 * @param score cosine of the angle between query and picture: 1 is the same direction
 */
public record Hit(double score, Picture picture) {}

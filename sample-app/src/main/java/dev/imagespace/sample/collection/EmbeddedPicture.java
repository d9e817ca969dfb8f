package dev.imagespace.sample.collection;

/** A picture and its vector. Immutable as long as nobody writes into the vector. */
public record EmbeddedPicture(Picture picture, float[] vector) {}

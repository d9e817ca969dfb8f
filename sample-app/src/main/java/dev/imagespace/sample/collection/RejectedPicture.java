package dev.imagespace.sample.collection;

/** A picture that has no vector, and why. */
public record RejectedPicture(String file, String reason) {}

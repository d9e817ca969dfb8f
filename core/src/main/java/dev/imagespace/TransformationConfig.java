package dev.imagespace;

/** How a space turns items into vectors. */
public record TransformationConfig(int length) {}

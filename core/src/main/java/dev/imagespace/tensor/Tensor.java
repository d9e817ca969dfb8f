package dev.imagespace.tensor;

/**
 * A value in a forward pass: an engine's own, or a {@link Parameter}. Only {@link Ops} reads it.
 */
public interface Tensor {}

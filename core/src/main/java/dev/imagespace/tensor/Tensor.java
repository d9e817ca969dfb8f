package dev.imagespace.tensor;

/**
 * A value in a forward pass: an engine's own, or a {@link Parameter}. Only the {@link Ops} of the
 * run that it belongs to read it.
 */
public interface Tensor {}

package dev.imagespace.tensor;

/**
 * Runs networks. It owns the native memory of their weights, which it reads when a run first needs
 * them, and frees on close. Thread-safe.
 */
public interface Engine extends AutoCloseable {

  Program prepare(Network network);

  /** Frees the weights. A run after this, or during it, is an {@link IllegalStateException}. */
  @Override
  void close();
}

package dev.imagespace.execution;

/**
 * In the precision that was asked for, a model would give other vectors than in {@link
 * Precision#FLOAT32}; the message says by how much, and which property accepts that.
 */
public final class PrecisionRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public PrecisionRefusedException(String message) {
    super(message);
  }
}

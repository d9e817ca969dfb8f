package dev.imagespace.tensor;

/**
 * A size of a tensor: a fixed number, the batch size B, the sequence length L, or a product of
 * these. Immutable.
 *
 * @param factor the fixed part
 * @param batch whether B is a factor
 * @param length whether L is a factor
 */
public record Dim(long factor, boolean batch, boolean length) {

  /** Items in a batch. */
  public static final Dim B = new Dim(1, true, false);

  /** Tokens in the longest text of a batch. */
  public static final Dim L = new Dim(1, false, true);

  /** A fixed size. */
  public static Dim of(long size) {
    return new Dim(size, false, false);
  }

  /** Whether it is known at a run only. */
  public boolean isSymbolic() {
    return batch || length;
  }

  /** This size times a number. */
  public Dim times(long size) {
    return times(of(size));
  }

  /**
   * This size times another.
   *
   * @throws IllegalArgumentException where B or L would be a factor twice
   */
  public Dim times(Dim other) {
    if ((batch && other.batch) || (length && other.length)) {
      throw new IllegalArgumentException(this + " times " + other + " has a symbol twice");
    }
    return new Dim(factor * other.factor, batch || other.batch, length || other.length);
  }

  /** Returns the number that this stands for in a batch of the given sizes. */
  public long in(Batch sizes) {
    return factor * (batch ? sizes.size() : 1) * (length ? sizes.length() : 1);
  }
}

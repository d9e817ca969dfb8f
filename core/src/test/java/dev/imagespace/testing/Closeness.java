package dev.imagespace.testing;

/**
 * How far a vector is from its golden.
 *
 * @param relative the largest difference of a component, over the golden's largest component
 */
public record Closeness(double relative, double cosine) {
  private static final double RELATIVE = 5e-5;
  private static final double COSINE = 0.999999;

  public static Closeness of(float[] actual, float[] golden) {
    if (actual.length != golden.length) {
      throw new AssertionError(actual.length + " dimensions, not " + golden.length);
    }
    double difference = 0;
    double largest = 0;
    double dot = 0;
    double a2 = 0;
    double g2 = 0;
    for (int i = 0; i < golden.length; i++) {
      difference = Math.max(difference, Math.abs((double) actual[i] - golden[i]));
      largest = Math.max(largest, Math.abs(golden[i]));
      dot += (double) actual[i] * golden[i];
      a2 += (double) actual[i] * actual[i];
      g2 += (double) golden[i] * golden[i];
    }
    return new Closeness(difference / largest, dot / Math.sqrt(a2 * g2));
  }

  /** The tolerance that the library promises. */
  public boolean holds() {
    return relative <= RELATIVE && cosine >= COSINE;
  }
}

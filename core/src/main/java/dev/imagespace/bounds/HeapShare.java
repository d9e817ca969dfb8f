package dev.imagespace.bounds;

/**
 * How much may be read into memory at once of what a stranger wrote: a header, a configuration, an
 * answer. A fixed limit alone is too much for a small heap, where a hundred megabytes of JSON are
 * the end of the process. Stateless.
 */
public final class HeapShare {

  private HeapShare() {}

  /**
   * A part of what the JVM may take.
   *
   * @param part such as 32 for a 32nd
   * @param most the limit on any heap
   */
  public static long of(int part, long most) {
    return Math.min(most, Runtime.getRuntime().maxMemory() / part);
  }
}

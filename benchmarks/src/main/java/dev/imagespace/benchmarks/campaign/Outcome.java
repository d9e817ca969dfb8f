package dev.imagespace.benchmarks.campaign;

import java.util.stream.Stream;

/** How a call ended, in one word. Stateless. */
final class Outcome {
  private Outcome() {}

  /** The class of what was thrown; a lack of memory shows through whatever is wrapped around it. */
  static String of(Throwable thrown) {
    return isOutOfMemory(thrown) ? OutOfMemoryError.class.getName() : thrown.getClass().getName();
  }

  static boolean isOutOfMemory(Throwable thrown) {
    return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
        .limit(100)
        .anyMatch(OutOfMemoryError.class::isInstance);
  }
}

package dev.imagespace.image.load;

import org.jspecify.annotations.Nullable;

/** Tells a lack of memory from what else a decoder may throw. */
final class MemoryShortage {
  /** Deeper chains are not looked at, nor those that run in a circle. */
  private static final int DEEPEST = 16;

  private MemoryShortage() {}

  static boolean isBehind(@Nullable Throwable failure) {
    return isBehind(failure, DEEPEST);
  }

  private static boolean isBehind(@Nullable Throwable failure, int depth) {
    if (failure == null || depth == 0) {
      return false;
    }
    if (failure instanceof OutOfMemoryError) {
      return true;
    }
    for (Throwable suppressed : failure.getSuppressed()) {
      if (isBehind(suppressed, depth - 1)) {
        return true;
      }
    }
    return isBehind(failure.getCause(), depth - 1);
  }
}

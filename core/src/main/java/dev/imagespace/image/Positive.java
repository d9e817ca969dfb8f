package dev.imagespace.image;

import java.time.Duration;

/** Refuses bounds that would refuse every picture. Stateless. */
final class Positive {

  private Positive() {}

  static void require(String name, String property, long value) {
    if (value <= 0) {
      throw wrong(name, property, value);
    }
  }

  static void require(String name, String property, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw wrong(name, property, value);
    }
  }

  private static IllegalArgumentException wrong(String name, String property, Object value) {
    return new IllegalArgumentException(
        "%s must be positive, but is %s. Check '%s'.".formatted(name, value, property));
  }
}

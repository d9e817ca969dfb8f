package dev.imagespace.image;

import java.time.Duration;

/** Refuses bounds that would refuse every picture. Stateless. */
final class Positive {

  private Positive() {}

  static void require(String name, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(name + " must be positive, but is " + value);
    }
  }

  static void require(String name, Duration value) {
    if (value.isZero() || value.isNegative()) {
      throw new IllegalArgumentException(name + " must be positive, but is " + value);
    }
  }
}

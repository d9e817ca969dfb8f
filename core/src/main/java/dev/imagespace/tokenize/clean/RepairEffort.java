package dev.imagespace.tokenize.clean;

import dev.imagespace.execution.TextRejectedException;

/**
 * What the repair of one text may cost. The peer repairs until nothing changes any more, which
 * takes two or three rounds; texts can be made for which it takes a round for every few characters.
 * Not thread-safe.
 */
final class RepairEffort {
  /** A short text may have as many rounds as it likes. */
  private static final long CHARACTERS = 500_000;

  private static final int ROUNDS = 8;

  private final int length;
  private long left;

  RepairEffort(int length) {
    this.length = length;
    this.left = CHARACTERS + (long) ROUNDS * length;
  }

  /** One more round over so many characters. */
  void spend(int characters) {
    left -= characters;
    if (left < 0) {
      throw new TextRejectedException(
          "A text of %,d characters is garbled or escaped so many times over that its repair does not end within the limit of %,d characters looked at. Clean it before, or leave it out."
              .formatted(length, CHARACTERS + (long) ROUNDS * length));
    }
  }
}

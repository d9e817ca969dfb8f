package dev.imagespace.tokenize.clean;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.regex.Pattern;

/**
 * Short patterns that are looked for all at once, in one step for each character however many there
 * are: a bit for each place of each pattern says whether a match got so far (Baeza-Yates and
 * Gonnet, "A new approach to text searching", 1992). Thread-safe.
 */
final class PatternSet {
  /** Beyond the basic plane, only whether it is a letter or number counts, or neither. */
  private static final int SOME_LETTER = 0x1d400;

  private static final int NO_LETTER = 0x1f600;

  private final List<Pattern> places;
  private final long first;
  private final long last;
  private final AtomicReferenceArray<Long> basic =
      new AtomicReferenceArray<>(Character.MAX_VALUE + 1);
  private final long letters;
  private final long others;

  private PatternSet(List<Pattern> places, long first, long last) {
    this.places = places;
    this.first = first;
    this.last = last;
    this.letters = places(SOME_LETTER);
    this.others = places(NO_LETTER);
  }

  /**
   * Of patterns that have 64 places together.
   *
   * @param patterns the places of each: a character, or a class of characters
   */
  static PatternSet of(List<List<String>> patterns) {
    long first = 0;
    long last = 0;
    int place = 0;
    for (List<String> pattern : patterns) {
      first |= 1L << place;
      place += pattern.size();
      last |= 1L << (place - 1);
    }
    if (place > Long.SIZE) {
      throw new IllegalArgumentException(place + " places");
    }
    return new PatternSet(
        patterns.stream().flatMap(List::stream).map(Pattern::compile).toList(), first, last);
  }

  boolean isIn(String text) {
    long reached = 0;
    int point;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      reached = ((reached << 1) | first) & placesOf(point);
      if ((reached & last) != 0) {
        return true;
      }
    }
    return false;
  }

  private long placesOf(int point) {
    if (point > Character.MAX_VALUE) {
      return isLetterOrNumber(point) ? letters : others;
    }
    Long known = basic.get(point);
    if (known == null) {
      known = places(point);
      basic.set(point, known);
    }
    return known;
  }

  private static boolean isLetterOrNumber(int point) {
    return switch (Character.getType(point)) {
      case Character.LETTER_NUMBER, Character.OTHER_NUMBER -> true;
      default -> Character.isLetterOrDigit(point);
    };
  }

  /** The places where a character may stand. */
  private long places(int point) {
    String character = Character.toString(point);
    long bits = 0;
    for (int i = 0; i < places.size(); i++) {
      bits |= places.get(i).matcher(character).matches() ? 1L << i : 0;
    }
    return bits;
  }
}

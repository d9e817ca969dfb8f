package dev.imagespace.autoconfigure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The name that somebody meant who mistyped it. Stateless. */
final class NearestName {

  private NearestName() {}

  /** The one with the fewest letters changed; null where that is more than two and a third. */
  static @Nullable String of(String given, Collection<String> known) {
    String name = letters(given);
    return known.stream()
        .filter(candidate -> distance(name, letters(candidate)) <= mostChanges(name))
        .min(Comparator.comparingInt(candidate -> distance(name, letters(candidate))))
        .orElse(null);
  }

  /** Spring sees dashes and case in no name, and all begin with the same word. */
  private static String letters(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT).substring(PropertyNames.PREFIX.length());
  }

  private static int mostChanges(String name) {
    return Math.max(2, name.length() / 3);
  }

  /** Levenshtein's: letters inserted, left out, or replaced; row by row. */
  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}

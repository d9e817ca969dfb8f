package dev.imagespace.tokenize.clean;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * NFC, for which the JDK takes time by the square of the number of marks upon one character. Many
 * of them are put in their order before, each by its place among those that the text has.
 * Stateless.
 */
final class CanonicalOrder {
  /** The Unicode standard's bound for streams; nobody writes as many. */
  private static final int MANY = 30;

  /** The iota subscript, of class 240, and the tilde overlay, of class 1. */
  private static final int HIGHEST_CLASS = 0x345;

  private static final int LOWEST_CLASS = 0x334;

  private CanonicalOrder() {}

  static String nfc(String text) {
    return Normalizer.normalize(hasManyMarks(text) ? ordered(text) : text, Normalizer.Form.NFC);
  }

  private static boolean hasManyMarks(String text) {
    int marks = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      marks = c >= 0x300 && (isMark(c) || Character.isSurrogate(c)) ? marks + 1 : 0;
      if (marks > MANY) {
        return true;
      }
    }
    return false;
  }

  private static boolean isMark(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || type == Character.ENCLOSING_MARK;
  }

  /** Decomposed, marks in their order: by class, and those of one class as they came. */
  private static String ordered(String text) {
    Map<Integer, String> decomposed = new HashMap<>();
    int[] points =
        text.codePoints()
            .mapToObj(p -> decomposed.computeIfAbsent(p, CanonicalOrder::decomposed))
            .flatMapToInt(String::codePoints)
            .toArray();
    Map<Integer, Integer> classes = classes(points);
    StringBuilder ordered = new StringBuilder(points.length);
    List<Integer> marks = new ArrayList<>();
    for (int point : points) {
      if (classes.containsKey(point)) {
        marks.add(point);
      } else {
        append(marks, classes, ordered);
        ordered.appendCodePoint(point);
      }
    }
    append(marks, classes, ordered);
    return ordered.toString();
  }

  private static void append(
      List<Integer> marks, Map<Integer, Integer> classes, StringBuilder ordered) {
    marks.sort(Comparator.comparing(classes::get));
    marks.forEach(ordered::appendCodePoint);
    marks.clear();
  }

  private static String decomposed(int point) {
    return Normalizer.normalize(Character.toString(point), Normalizer.Form.NFD);
  }

  /** The marks among the points, and a number for each by which their classes compare. */
  private static Map<Integer, Integer> classes(int[] points) {
    List<Integer> marks =
        IntStream.of(points)
            .distinct()
            .filter(CanonicalOrder::hasClass)
            .boxed()
            .sorted(CanonicalOrder::compareClasses)
            .toList();
    Map<Integer, Integer> classes = new HashMap<>();
    for (int i = 0; i < marks.size(); i++) {
      boolean same = i > 0 && compareClasses(marks.get(i - 1), marks.get(i)) == 0;
      classes.put(marks.get(i), same ? classes.get(marks.get(i - 1)) : Integer.valueOf(i));
    }
    return classes;
  }

  /** The JDK names no class, but swaps what is not in its order. */
  private static int compareClasses(int one, int other) {
    return isSwapped(one, other) ? 1 : isSwapped(other, one) ? -1 : 0;
  }

  private static boolean hasClass(int point) {
    return isSwapped(HIGHEST_CLASS, point) || isSwapped(point, LOWEST_CLASS);
  }

  private static boolean isSwapped(int first, int second) {
    String pair = Character.toString(first) + Character.toString(second);
    return !Normalizer.isNormalized(pair, Normalizer.Form.NFD);
  }
}

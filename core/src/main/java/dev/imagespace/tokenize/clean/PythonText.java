package dev.imagespace.tokenize.clean;

/** Strings as Python sees them, where Java sees them otherwise. */
final class PythonText {
  private static final int SIGMA = 'Σ';
  private static final int FINAL_SIGMA = 'ς';
  private static final String CASE_IGNORABLE_PUNCTUATION =
      "'.:^`\u00a8\u00ad\u00af\u00b4\u00b7\u00b8\u0387\u055f\u05f4\u2018\u2019\u2024\u2027"
          + "\ufe13\ufe52\ufe55\uff07\uff0e\uff1a";

  private PythonText() {}

  /** As {@code " ".join(text.split())}: also no-break spaces and the four ASCII separators. */
  static String collapse(String text) {
    StringBuilder collapsed = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isSpace(c)) {
        gap = true;
      } else {
        if (gap && !collapsed.isEmpty()) {
          collapsed.append(' ');
        }
        gap = false;
        collapsed.append(c);
      }
    }
    return collapsed.toString();
  }

  static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  /** As {@code text.lower()}: every character on its own, except a sigma that ends a word. */
  static String lower(String text) {
    StringBuilder lower = new StringBuilder(text.length());
    int point;
    for (int i = 0; i < text.length(); i += Character.charCount(point)) {
      point = text.codePointAt(i);
      if (point == SIGMA && endsWord(text, i)) {
        lower.appendCodePoint(FINAL_SIGMA);
      } else if (point == 'İ') {
        // The only character whose lower case is two.
        lower.append("i\u0307");
      } else {
        lower.appendCodePoint(Character.toLowerCase(point));
      }
    }
    return lower.toString();
  }

  /** A letter with a case stands before it, and none behind; Java asks a word iterator instead. */
  private static boolean endsWord(String text, int sigma) {
    int before = sigma;
    while (before > 0 && isCaseIgnorable(text.codePointBefore(before))) {
      before -= Character.charCount(text.codePointBefore(before));
    }
    int after = sigma + 1;
    while (after < text.length() && isCaseIgnorable(text.codePointAt(after))) {
      after += Character.charCount(text.codePointAt(after));
    }
    return before > 0
        && isCased(text.codePointBefore(before))
        && (after == text.length() || !isCased(text.codePointAt(after)));
  }

  private static boolean isCased(int point) {
    return Character.isUpperCase(point)
        || Character.isLowerCase(point)
        || Character.isTitleCase(point);
  }

  private static boolean isCaseIgnorable(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK,
          Character.FORMAT,
          Character.MODIFIER_LETTER,
          Character.MODIFIER_SYMBOL ->
          true;
      default -> CASE_IGNORABLE_PUNCTUATION.indexOf(point) >= 0;
    };
  }
}

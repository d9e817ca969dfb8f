package dev.imagespace.tokenize;

import dev.imagespace.tokenize.file.WordBreaks;

/**
 * As much of a text as its first ids depend on. Every word has an id of its own, and none depends
 * on what follows its word: behind as many words as ids are kept, nothing matters. Stateless.
 */
final class TextBeginning {
  private static final String PUNCTUATION =
      ",.;:!?\u3001\u3002\uff0c\uff0e\uff1a\uff1b\uff01\uff1f";

  /** Letters to Java that may be nothing to a normalizer. */
  private static final String FILLERS = "\u115f\u1160\u3164\uffa0";

  /** What Java takes for a letter may be a symbol to others, of which the last word depends. */
  private static final int MARGIN = 2;

  private TextBeginning() {}

  /**
   * Cuts where a word ends for sure.
   *
   * @param ids that are kept
   */
  static String of(String text, int ids, WordBreaks breaks) {
    if (breaks == WordBreaks.NONE || text.length() <= ids) {
      return text;
    }
    int words = 0;
    boolean word = false;
    char before = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (word && isBreak(before, c, breaks)) {
        words++;
        word = false;
        if (words >= ids + MARGIN) {
          return text.substring(0, i);
        }
      }
      word |= isLetterOrDigit(c);
      before = c;
    }
    return text;
  }

  private static boolean isBreak(char before, char c, WordBreaks breaks) {
    return c == ' '
        || (breaks == WordBreaks.SPACES_AND_PUNCTUATION
            && (isSpace(c) || (Character.isLetter(before) && PUNCTUATION.indexOf(c) >= 0)));
  }

  private static boolean isSpace(char c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= 0x80 && Character.getType(c) == Character.SPACE_SEPARATOR);
  }

  private static boolean isLetterOrDigit(char c) {
    return Character.isLetterOrDigit(c) && FILLERS.indexOf(c) < 0;
  }
}

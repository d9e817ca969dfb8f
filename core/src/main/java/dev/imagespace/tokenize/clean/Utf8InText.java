package dev.imagespace.tokenize.clean;

import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Characters of UTF-8, in one encoding or another, within a text that has others beside them.
 * Stateless.
 */
final class Utf8InText {
  /** What may follow the first byte; a no-break space may have become a space. */
  private static final BitSet CONTINUATION = meanings(e -> e.meanings(0x80, 0xbf), " ");

  /** Dashes, quotes and a space may do so, but before a character they are as likely themselves. */
  private static final BitSet SURE_CONTINUATION = without(CONTINUATION, " –—―‘’‚“”„•…");

  /** First bytes, by how many follow. */
  private static final List<BitSet> FIRST =
      List.of(
          meanings(e -> e.meanings(0xc2, 0xdf), ""),
          meanings(e -> e.meanings(0xe0, 0xef), ""),
          meanings(e -> e.meanings(0xf0, 0xf0) + e.meanings(0xf3, 0xf3), ""));

  private Utf8InText() {}

  /** With each run of such characters replaced. */
  static String replaceAll(String text, UnaryOperator<String> replacement) {
    StringBuilder replaced = new StringBuilder(text.length());
    int done = 0;
    for (int i = 0; i < text.length(); ) {
      boolean inside = i > 0 && SURE_CONTINUATION.get(text.charAt(i - 1));
      int end = inside ? i : endOfRun(text, i);
      if (end > i) {
        replaced.append(text, done, i).append(replacement.apply(text.substring(i, end)));
        done = end;
      }
      i = Math.max(end, i + 1);
    }
    return replaced.append(text, done, text.length()).toString();
  }

  private static int endOfRun(String text, int start) {
    int end = start;
    int next = endOfCharacter(text, start);
    while (next > end) {
      end = next;
      next = endOfCharacter(text, end);
    }
    return end;
  }

  private static int endOfCharacter(String text, int start) {
    for (int following = 1; following <= FIRST.size(); following++) {
      if (start + following < text.length()
          && FIRST.get(following - 1).get(text.charAt(start))
          && areContinuations(text, start + 1, start + 1 + following)) {
        return start + 1 + following;
      }
    }
    return start;
  }

  private static boolean areContinuations(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!CONTINUATION.get(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static BitSet meanings(Function<SingleByteEncoding, String> of, String more) {
    BitSet characters = new BitSet();
    more.chars().forEach(characters::set);
    for (SingleByteEncoding encoding : SingleByteEncoding.ALL) {
      if (encoding.forgiving() || encoding.name().equals("latin-1")) {
        of.apply(encoding).chars().forEach(characters::set);
      }
    }
    return characters;
  }

  private static BitSet without(BitSet characters, String some) {
    BitSet rest = (BitSet) characters.clone();
    some.chars().forEach(rest::clear);
    return rest;
  }
}

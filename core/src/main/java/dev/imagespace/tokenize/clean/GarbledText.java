package dev.imagespace.tokenize.clean;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells text that was read in the wrong encoding by neighbours that people do not write: a currency
 * sign behind an accented letter, and the like. The kinds of characters and their neighbourhoods
 * are those that ftfy 6.3.1 goes by, as a text must be repaired exactly where the peer does.
 */
final class GarbledText {
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("common", "\u00a0\u00ad´·–-―’…"),
          Map.entry("c1", "\u0080-\u009f"),
          Map.entry("bad", "¤¦¨ª¬¯¸ºƒˆˇ˘˛˜†‡‰⌐◊\ufffd"),
          Map.entry("law", "§¶"),
          Map.entry("currency", "¢£¥₧€"),
          Map.entry("opening", "¡©«¿΄΅‘‚“„•‹\uf8ff"),
          Map.entry("closing", "®»˝”›™"),
          Map.entry("numeric", "±-³µ¹¼-¾×÷⁄№∂∆∏∑√∞∩∫≈≠≡≤≥"),
          Map.entry("face", "°Ò-ÖÙ-Üò-öø-üŌŐŪŲ"),
          Map.entry("upper", "À-ÑØÜÝĀĂĄĆČĎĐĒĖĘĚĞĢĪİĶĹĻĽŁŃŅŇŒŘŚŞŠŢŤŮŰŸŹŻŽҐ"),
          Map.entry("lower", "ß-ñüāăąćčďđēėęěğģīįķĺļľłœŕśşšťźżžґ\ufb01\ufb02"),
          Map.entry("otherUpper", "ÞΆΈ-ΊΌΎΏΑ-ΫЁ-Я"),
          Map.entry("otherLower", "ά-ωа-џ"),
          Map.entry("box", "│┌┐┘├┤┬┼═-╬▀▄█▌▐-▓"),
          Map.entry(
              "space",
              "\t-\r\u001c-\u001f \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"),
          Map.entry("word", "\\p{L}\\p{N}_"),
          Map.entry("sign", "{bad}{lower}{upper}{box}{opening}{closing}{currency}{numeric}{law}"));

  // Each pattern is a sequence of characters, or of sets of them in brackets.

  /** Two characters or three, by kind. */
  private static final List<String> NEIGHBOURS =
      List.of(
          "[{c1}]",
          "[{sign}][{bad}]",
          "[{bad}][{lower}{upper}{box}{opening}{closing}{currency}{numeric}{law}]",
          "[{lower}{upper}{currency}{numeric}{opening}{closing}{law}][{box}]",
          "[{lower}{otherLower}{box}{closing}{currency}{numeric}][{upper}]",
          "[{box}{closing}{currency}{numeric}][{lower}]",
          "[{currency}{numeric}{box}][{opening}]",
          "[{lower}{box}{closing}][{currency}]",
          "[{upper}{box}][{numeric}{law}]",
          "[{box}][{face}{closing}]",
          "[{upper}]°",
          "[{lower}{upper}][{opening}{closing}][{word}]",
          "[{lower}{upper}{box}{currency}{closing}][{opening}][{numeric}]",
          "[{lower}{upper}{currency}{numeric}{box}{law}][{closing}][{opening}]",
          "[a-zA-Z][{otherLower}{otherUpper}][{bad}]",
          "[a-z][{upper}][{opening}{currency}]",
          "[{space}][{upper}][{currency}]");

  /** What UTF-8 looks like in Windows-1252 and its relatives, where the kinds do not tell. */
  private static final List<String> SEQUENCES =
      List.of(
          "[Œœ][^A-Za-z]",
          "[ÂÃÎÐ][€œŠš¢£Ÿž\u00a0\u00ad®©°·»{opening}{closing}–—´]",
          "×[²³]",
          "[ØÙ][{common}{currency}{bad}{numeric}{opening}ŸŠ®°µ»]"
              + "[ØÙ][{common}{currency}{bad}{numeric}{opening}ŸŠ®°µ»]",
          "à[²µ¹¼½¾]",
          "Ã[\u00a0¡]",
          "[a-z][ÃÂ] ",
          "[a-z][{space}][ÃÂ] ",
          "[a-z.,?!{closing}]Â[ {opening}{closing}]");

  /** The same in Mac Roman, Windows-1251, 1253 and 1257. */
  private static final List<String> OTHER_ENCODINGS =
      List.of(
          "√[±∂†≠®™´≤≥¥µø]",
          "≈[°¢]",
          "‚Ä[ìîïòôúùû†°¢π]",
          "‚[âó][àä°ê]",
          "вЂ",
          "[ВГРС][{c1}{bad}{opening}{closing}{currency}°µ][ВГРС]",
          "ГўВЂВ[^\n][A-Za-z ]",
          "β€[™\u00a0Ά\u00ad®°]",
          "[ΒΓΞΟ][{c1}{bad}{opening}{closing}{currency}°][ΒΓΞΟ]",
          "ā€");

  private static final Pattern KIND = Pattern.compile("\\{([a-z]\\w+)\\}");

  /** One place of a pattern. */
  private static final Pattern PLACE = Pattern.compile("\\[[^\\]]*\\]|.");

  private static final List<PatternSet> PATTERNS =
      Stream.of(NEIGHBOURS, SEQUENCES, OTHER_ENCODINGS)
          .map(patterns -> PatternSet.of(patterns.stream().map(GarbledText::places).toList()))
          .toList();

  private GarbledText() {}

  static boolean isGarbled(String text) {
    // Behind nothing, à is not a word of its own.
    boolean begins = text.startsWith("\u00c3 ") || text.startsWith("\u00c2 ");
    return begins || PATTERNS.stream().anyMatch(patterns -> patterns.isIn(text));
  }

  private static List<String> places(String pattern) {
    return PLACE.matcher(filledIn(pattern)).results().map(MatchResult::group).toList();
  }

  private static String filledIn(String pattern) {
    Matcher kind = KIND.matcher(pattern);
    return kind.find()
        ? filledIn(kind.replaceAll(match -> Matcher.quoteReplacement(characters(match.group(1)))))
        : pattern;
  }

  private static String characters(String kind) {
    return Objects.requireNonNull(KINDS.get(kind), kind);
  }
}

package dev.imagespace.tokenize.clean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Character references of HTML, decoded as Python's {@code html.unescape} does: by the standard's
 * table and its error rules, names without a semicolon included where the standard knows them so.
 */
final class HtmlEntities {
  private static final Pattern REFERENCE =
      Pattern.compile("&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\\t\\n\\f <&#;]{1,32};?)");
  private static final Pattern SURE_REFERENCE = Pattern.compile("&(#?[0-9A-Za-z]{1,24};)");
  private static final int LARGEST_CODE_POINT_DIGITS = 9;

  /** What the standard makes of 0x80 to 0x9f: the same bytes of Windows-1252. */
  private static final String C1 =
      "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
          + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

  /** By name, with its semicolon where it must have one. */
  private static final Map<String, String> NAMED = load();

  private static final Map<String, String> CAPITALS = capitals();

  private HtmlEntities() {}

  /** The character of Windows-1252 that a C1 control stands for. */
  static String windows1252(int control) {
    return C1.substring(control - 0x80, control - 0x7f);
  }

  static String unescape(String text) {
    return text.indexOf('&') < 0
        ? text
        : REFERENCE
            .matcher(text)
            .replaceAll(match -> Matcher.quoteReplacement(decode(match.group(1), match)));
  }

  /**
   * Decodes what is meant as a reference beyond doubt: with its semicolon, of known name, or such a
   * name in capitals for the capital letter.
   */
  static String unescapeSure(String text) {
    return text.indexOf('&') < 0
        ? text
        : SURE_REFERENCE
            .matcher(text)
            .replaceAll(match -> Matcher.quoteReplacement(decodeSure(match.group(1), match)));
  }

  private static String decodeSure(String reference, MatchResult match) {
    if (reference.charAt(0) != '#') {
      String value = NAMED.get(reference);
      return value != null ? value : CAPITALS.getOrDefault(reference, match.group());
    }
    String decoded = unescape(match.group());
    return decoded.indexOf(';') < 0 ? decoded : match.group();
  }

  private static String decode(String reference, MatchResult match) {
    if (reference.charAt(0) == '#') {
      return numeric(reference);
    }
    String whole = NAMED.get(reference);
    if (whole != null) {
      return whole;
    }
    // The longest name that begins the reference.
    for (int length = reference.length() - 1; length > 1; length--) {
      String value = NAMED.get(reference.substring(0, length));
      if (value != null) {
        return value + reference.substring(length);
      }
    }
    return match.group();
  }

  /** The value of {@code #65;} or {@code #x41;}, the semicolon optional. */
  static String numeric(String reference) {
    boolean hex = Character.toLowerCase(reference.charAt(1)) == 'x';
    String digits = reference.substring(hex ? 2 : 1).replace(";", "").replaceFirst("^0+", "");
    if (digits.length() > LARGEST_CODE_POINT_DIGITS) {
      return "\ufffd";
    }
    long point = digits.isEmpty() ? 0 : Long.parseLong(digits, hex ? 16 : 10);
    if (point >= 0x80 && point <= 0x9f) {
      return windows1252((int) point);
    }
    if (point == 0 || (point >= 0xd800 && point <= 0xdfff) || point > 0x10ffff) {
      return "\ufffd";
    }
    return isDropped((int) point) ? "" : Character.toString((int) point);
  }

  /** Controls but white space, and the code points that are no characters. */
  private static boolean isDropped(int point) {
    boolean control = (point < 0x20 && "\t\n\f\r".indexOf(point) < 0) || point == 0x7f;
    boolean noncharacter = (point >= 0xfdd0 && point <= 0xfdef) || (point & 0xfffe) == 0xfffe;
    return control || noncharacter;
  }

  /** EACUTE for É, unless the standard reads the capitals in its own way. */
  private static Map<String, String> capitals() {
    Map<String, String> capitals = new HashMap<>();
    NAMED.forEach(
        (name, value) -> {
          String upper = "&" + name.toUpperCase(Locale.ROOT);
          if (name.endsWith(";")
              && name.equals(name.toLowerCase(Locale.ROOT))
              && unescape(upper).equals(upper)) {
            capitals.put(upper.substring(1), value.toUpperCase(Locale.ROOT));
          }
        });
    return capitals;
  }

  private static Map<String, String> load() {
    try {
      Map<String, String> named = new HashMap<>();
      for (String line : Tables.lines("html-entities.txt.gz")) {
        String[] parts = line.split(" ", -1);
        StringBuilder value = new StringBuilder();
        for (int i = 1; i < parts.length; i++) {
          value.appendCodePoint(Integer.parseInt(parts[i], 16));
        }
        String name = parts[0].replace("?", "");
        named.put(name + ";", value.toString());
        if (parts[0].endsWith("?")) {
          named.put(name, value.toString());
        }
      }
      return named;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

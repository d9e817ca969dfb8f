package dev.imagespace.image;

import java.util.regex.Pattern;

/**
 * What was given, as a message or a log may show it: short, on one line, in the order in which it
 * is read, and never a picture that was taken for its name. Stateless.
 */
final class ShownName {
  private static final int LONGEST = 100;

  /** Of a longer name; the rest is its end, where a file has its own name. */
  private static final int BEGINNING = 30;

  /** Ends and colours lines, turns the direction of reading, or shows nothing at all. */
  private static final Pattern UNSHOWABLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");

  /** Says so, or begins like a PNG, JPEG, GIF, WebP, TIFF or BMP, in quotation marks or not. */
  private static final Pattern BASE64_PICTURE =
      Pattern.compile(
          "(?i:.*base64(?:,|%2c).*)"
              + "|[^\\w+/-]{0,3}(?:b')?(?:iVBORw0|/9j/|R0lGOD|UklGR|SUkqA|TU0AK|Qk[0-3]).{10,}");

  private static final Pattern BASE64_LETTERS =
      Pattern.compile("[^\\w+/-]{0,3}(?:b')?[\\w+/-]{32,}={0,2}[^\\w+/-]{0,3}");

  /** More than that is no longer looked at. */
  private static final int ENOUGH = 1 << 12;

  private ShownName() {}

  /** The name as it is, where there is nothing against it. */
  static String of(String name) {
    String shown = name.length() > LONGEST ? cut(name) : name;
    return UNSHOWABLE.matcher(shown).replaceAll("\uFFFD");
  }

  private static String cut(String name) {
    int end = name.length() - (LONGEST - BEGINNING - 1);
    return name.substring(0, BEGINNING) + "…" + name.substring(end);
  }

  /** Whether a text is base64 by its looks; one of no known picture, by its many capitals. */
  static boolean looksLikeBase64(String text) {
    String start = text.substring(0, Math.min(text.length(), ENOUGH)).replaceAll("\\s", "");
    return BASE64_PICTURE.matcher(start).matches()
        || (BASE64_LETTERS.matcher(start).matches()
            && start.chars().filter(Character::isUpperCase).count() >= start.length() / 6);
  }
}

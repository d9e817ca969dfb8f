package dev.imagespace.image.notation;

import java.util.Base64;
import java.util.regex.Pattern;

/** Base64 as it is written in files, messages and forms: with line breaks, or none. Stateless. */
public final class Base64Text {
  private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");

  /** Says so, or begins like a PNG, JPEG, GIF, WebP, TIFF or BMP, in quotation marks or not. */
  private static final Pattern BASE64_PICTURE =
      Pattern.compile(
          "(?i:.*base64(?:,|%2c).*)"
              + "|[^\\w+/-]{0,3}(?:b')?(?:iVBORw0|/9j/|R0lGOD|UklGR|SUkqA|TU0AK|Qk[0-3]).{10,}");

  private static final Pattern BASE64_LETTERS =
      Pattern.compile("[^\\w+/-]{0,3}(?:b')?[\\w+/-]{32,}={0,2}[^\\w+/-]{0,3}");

  /** More than that is no longer looked at. */
  private static final int ENOUGH = 1 << 12;

  private Base64Text() {}

  /** Base64 is often wrapped; a URI may not be. */
  public static String withoutWhiteSpace(String text) {
    return WHITE_SPACE.matcher(text).replaceAll("");
  }

  /**
   * The bytes behind a text.
   *
   * @throws IllegalArgumentException if it is not base64, without a character of it in its message
   */
  public static byte[] decode(String base64) {
    String compact = withoutWhiteSpace(base64);
    try {
      return Base64.getDecoder().decode(compact);
    } catch (IllegalArgumentException e) {
      // The cause would repeat a character of the content, and says nothing more.
      throw new IllegalArgumentException(
          "Not base64: %d characters given%s"
              .formatted(
                  base64.length(),
                  compact.startsWith("data:")
                      ? "; a data: URI is read by ImageSource.parse."
                      : ", at least one of them outside A-Z, a-z, 0-9, + and /, or cut short."));
    }
  }

  /** Whether a text is base64 by its looks; one of no known picture, by its many capitals. */
  public static boolean isLikely(String text) {
    String start = text.substring(0, Math.min(text.length(), ENOUGH)).replaceAll("\\s", "");
    return BASE64_PICTURE.matcher(start).matches()
        || (BASE64_LETTERS.matcher(start).matches()
            && start.chars().filter(Character::isUpperCase).count() >= start.length() / 6);
  }
}

package dev.imagespace.tokenize.clean;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** UTF-8 that was read as a single-byte encoding, perhaps more than once, read again as UTF-8. */
final class Mojibake {
  /** A no-break space (0xA0) within a character of UTF-8 that some program made a plain space. */
  private static final Pattern SPACE_IN_CHARACTER =
      Pattern.compile(
          "[\u00c2\u00c3\u00c5\u00ce\u00d0\u00d9] "
              + "|[\u00e2\u00e3] [\u0080-\u0084\u0086-\u009f\u00a1-\u00bf]"
              + "|[\u00e0-\u00e3][\u0080-\u0084\u0086-\u009f\u00a1-\u00bf] "
              + "|\u00f0 [\u0080-\u00bf]{2}"
              + "|\u00f0[\u0080-\u00bf] [\u0080-\u00bf]"
              + "|\u00f0[\u0080-\u00bf]{2} ");

  /** The same for à as a word; the words that follow are Portuguese contractions. */
  private static final Pattern A_GRAVE = Pattern.compile("\u00c3 (?! |quele|quela|quilo|s )");

  /** A character of UTF-8 of which a byte became a question mark or was lost. */
  private static final Pattern LOST_BYTES =
      Pattern.compile(
          "[\u00c2-\u00df]\u001a|[\u00c2\u00c3]\\?"
              + "|\u00ed[\u00a0-\u00af][\u001a?]\u00ed[\u00b0-\u00bf][\u001a?\u0080-\u00bf]"
              + "|\u00ed[\u00a0-\u00af][\u001a?\u0080-\u00bf]\u00ed[\u00b0-\u00bf][\u001a?]"
              + "|[\u00e0-\u00ef][\u001a?][\u001a\u0080-\u00bf]"
              + "|[\u00e0-\u00ef][\u001a\u0080-\u00bf][\u001a?]"
              + "|[\u00f0-\u00f4][\u001a?][\u001a\u0080-\u00bf]{2}"
              + "|[\u00f0-\u00f4][\u001a\u0080-\u00bf][\u001a?][\u001a\u0080-\u00bf]"
              + "|[\u00f0-\u00f4][\u001a\u0080-\u00bf]{2}[\u001a?]"
              + "|\u001a");

  private static final String REPLACEMENT_IN_UTF8 = "\u00ef\u00bf\u00bd";

  /** UTF-8 of each half of a surrogate pair, as some databases store it. */
  private static final Pattern SURROGATES =
      Pattern.compile("\u00ed[\u00a0-\u00af][\u0080-\u00bf]\u00ed[\u00b0-\u00bf][\u0080-\u00bf]");

  private Mojibake() {}

  static String undo(String garbled, RepairEffort effort) {
    String before;
    String text = garbled;
    do {
      before = text;
      effort.spend(text.length());
      text = undoOnce(text, effort);
    } while (!text.equals(before));
    return text;
  }

  private static String undoOnce(String text, RepairEffort effort) {
    if (text.chars().allMatch(c -> c < 0x80) || !GarbledText.isGarbled(text)) {
      return text;
    }
    for (SingleByteEncoding encoding : SingleByteEncoding.of(text)) {
      String decoded = decode(encoding.encode(text), encoding);
      if (decoded != null) {
        return decoded;
      }
    }
    String partly = Utf8InText.replaceAll(text, part -> undoPart(part, text, effort));
    return partly.equals(text) ? TextRepair.replaceC1(text) : partly;
  }

  private static String undoPart(String part, String text, RepairEffort effort) {
    return part.length() < text.length() && GarbledText.isGarbled(part) ? undo(part, effort) : part;
  }

  private static @Nullable String decode(String bytes, SingleByteEncoding encoding) {
    String mended = bytes;
    // An en dash before a space looks the same in Mac Roman.
    if (!encoding.name().equals("macintosh") && SPACE_IN_CHARACTER.matcher(bytes).find()) {
      mended = A_GRAVE.matcher(bytes).replaceAll("\u00c3\u00a0 ");
      mended =
          SPACE_IN_CHARACTER
              .matcher(mended)
              .replaceAll(match -> match.group().replace(' ', '\u00a0'));
    }
    if (encoding.forgiving()) {
      mended = LOST_BYTES.matcher(mended).replaceAll(REPLACEMENT_IN_UTF8);
    }
    mended = SURROGATES.matcher(mended).replaceAll(match -> joined(match.group()));
    return utf8(mended.replace("\u00c0\u0080", "\0"));
  }

  private static @Nullable String utf8(String bytes) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Two surrogates of three bytes each become the one character of four. */
  private static String joined(String bytes) {
    char high = (char) (0xd000 | (bytes.charAt(1) & 0x3f) << 6 | (bytes.charAt(2) & 0x3f));
    char low = (char) (0xd000 | (bytes.charAt(4) & 0x3f) << 6 | (bytes.charAt(5) & 0x3f));
    byte[] utf8 = String.valueOf(new char[] {high, low}).getBytes(StandardCharsets.UTF_8);
    return new String(utf8, StandardCharsets.ISO_8859_1);
  }
}

package dev.imagespace.tokenize.clean;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text as OpenCLIP's peer repairs it before splitting (ftfy 6.3.1 with its defaults): entities,
 * garbled encodings, ligatures, full-width forms, curly quotes, line breaks, terminal escapes,
 * control characters, NFC. Line by line, each until nothing changes any more.
 */
final class TextRepair {
  /** A longer line is repaired in parts. */
  private static final int MAX_PART = 1_000_000;

  /** So many times as fast is a round over text that needs none. */
  private static final int PLAIN = 8;

  private static final Pattern TERMINAL_ESCAPE = Pattern.compile("\u001b\\[[\\p{Nd};]*[a-zA-Z]");
  private static final Pattern SINGLE_QUOTE = Pattern.compile("[\u02bc\u2018-\u201b]");
  private static final Pattern DOUBLE_QUOTE = Pattern.compile("[\u201c-\u201f]");
  private static final Pattern LINE_BREAK = Pattern.compile("\r\n|[\r\u2028\u2029\u0085]");
  private static final Pattern CONTROL =
      Pattern.compile("[\u0000-\u0008\u000b\u000e-\u001f\u007f\u206a-\u206f\ufeff\ufff9-\ufffc]");

  /** Those of two Latin letters: unlike NFKC, superscripts and fractions stay. */
  private static final Pattern LIGATURE =
      Pattern.compile("[\u0132\u0133\u0149\u01c4-\u01cc\u01f1-\u01f3\ufb00-\ufb06]");

  private static final Pattern WIDE_OR_NARROW = Pattern.compile("[\u3000\uff01-\uffee]");
  private static final Pattern C1 = Pattern.compile("[\u0080-\u009f]");

  private TextRepair() {}

  /**
   * Repairs it all.
   *
   * @throws dev.imagespace.execution.TextRejectedException if that takes too many rounds
   */
  static String repair(String text) {
    if (isPlain(text) && text.indexOf('&') < 0) {
      return text;
    }
    RepairEffort effort = new RepairEffort(text.length());
    StringBuilder repaired = new StringBuilder(text.length());
    boolean entities = true;
    for (int start = 0; start < text.length(); ) {
      int end = endOfPart(text, start);
      String part = text.substring(start, end);
      // Markup shows that entities are meant as such, from here on.
      entities &= part.indexOf('<') < 0;
      repaired.append(repairPart(part, entities, effort));
      start = end;
    }
    return repaired.toString();
  }

  private static int endOfPart(String text, int start) {
    int lineBreak = text.indexOf('\n', start);
    int end = lineBreak < 0 ? text.length() : lineBreak + 1;
    return end - start > MAX_PART && text.codePointCount(start, end) > MAX_PART
        ? text.offsetByCodePoints(start, MAX_PART)
        : end;
  }

  private static String repairPart(String part, boolean entities, RepairEffort effort) {
    String before;
    String text = part;
    do {
      before = text;
      text = repairOnce(entities ? HtmlEntities.unescapeSure(text) : text, effort);
      if (entities && !text.equals(before) && text.equals(AmpersandChains.peeled(before))) {
        // Nothing but such layers changes until the first of them is the last of its chain.
        text = AmpersandChains.shortened(text);
      }
    } while (!text.equals(before));
    return text;
  }

  /** Printable ASCII, which needs no repair but that of entities. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\n') || c >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** The order matters: a quote may come of a ligature, a line break of a C1 control. */
  private static String repairOnce(String garbled, RepairEffort effort) {
    if (isPlain(garbled)) {
      effort.spend(garbled.length() / PLAIN);
      return garbled;
    }
    effort.spend(garbled.length());
    String text = replaceC1(Mojibake.undo(garbled, effort));
    text =
        LIGATURE
            .matcher(text)
            .replaceAll(match -> Matcher.quoteReplacement(compatible(match.group())));
    text =
        WIDE_OR_NARROW
            .matcher(text)
            .replaceAll(match -> Matcher.quoteReplacement(compatible(match.group())));
    text = SINGLE_QUOTE.matcher(DOUBLE_QUOTE.matcher(text).replaceAll("\"")).replaceAll("'");
    text = LINE_BREAK.matcher(text).replaceAll("\n");
    text = Surrogates.wellFormed(text);
    text = TERMINAL_ESCAPE.matcher(text).replaceAll("");
    text = CONTROL.matcher(text).replaceAll("");
    return CanonicalOrder.nfc(text);
  }

  /** Nobody writes C1 controls; they are Windows-1252 that was read as Latin-1. */
  static String replaceC1(String text) {
    return C1.matcher(text).replaceAll(match -> HtmlEntities.windows1252(match.group().charAt(0)));
  }

  private static String compatible(String character) {
    return switch (character) {
      // NFKC would go on and take the long s and the caron apart.
      case "\ufb05" -> "\u017ft";
      case "\u01c4" -> "D\u017d";
      case "\u01c5" -> "D\u017e";
      case "\u01c6" -> "d\u017e";
      default -> Normalizer.normalize(character, Normalizer.Form.NFKC);
    };
  }
}

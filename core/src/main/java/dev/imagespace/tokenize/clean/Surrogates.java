package dev.imagespace.tokenize.clean;

/** The halves in which Java's strings hold characters beyond U+FFFF. Stateless. */
public final class Surrogates {

  private Surrogates() {}

  /** Half a surrogate pair is no character, and native code takes none: it becomes U+FFFD. */
  public static String wellFormed(String text) {
    if (text.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
      return text;
    }
    return text.codePoints()
        .map(point -> Character.getType(point) == Character.SURROGATE ? 0xFFFD : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}

package dev.imagespace.bounds;

/**
 * What a file or a server says, as it may stand in a message or a log: a name of sixty million
 * characters fills neither, and no character of it moves a terminal's cursor. Stateless.
 */
public final class Shown {
  private static final int MOST = 120;
  private static final int MOST_OF_A_MESSAGE = 1900;

  private Shown() {}

  /** The text, cut, with a '?' for every character that is not to be seen. */
  public static String of(String text) {
    return text.length() <= MOST
        ? visible(text)
        : "%s… (%,d characters)".formatted(visible(text.substring(0, MOST)), text.length());
  }

  /** A whole message: of a very long one, beginning and end. */
  public static String message(String message) {
    return message.length() <= MOST_OF_A_MESSAGE
        ? message
        : message.substring(0, MOST_OF_A_MESSAGE / 2)
            + " … "
            + message.substring(message.length() - MOST_OF_A_MESSAGE / 2);
  }

  private static String visible(String text) {
    if (text.codePoints().allMatch(Shown::isVisible)) {
      return text;
    }
    StringBuilder visible = new StringBuilder();
    text.codePoints().forEach(c -> visible.appendCodePoint(isVisible(c) ? c : '?'));
    return visible.toString();
  }

  /** Line ends, escapes, what turns the direction of writing, and halves of characters are not. */
  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}

package dev.imagespace.bounds;

import java.util.regex.Pattern;

/**
 * What a file or a server says, as it may stand in a message or a log: a name of sixty million
 * characters fills neither, and no character of it moves a terminal's cursor. Stateless.
 */
public final class Shown {
  private static final int MOST = 120;
  private static final int MOST_OF_A_MESSAGE = 1900;

  private static final int MOST_OF_A_NAME = 100;

  /** Of a longer name; the rest is its end, where a file has its own name. */
  private static final int BEGINNING_OF_A_NAME = 30;

  /** Ends and colours lines, turns the direction of reading, or shows nothing at all. */
  private static final Pattern INVISIBLE =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}\\p{Zl}\\p{Zp}]");

  private Shown() {}

  /** The text, cut, with U+FFFD for every character that is not to be seen. */
  public static String of(String text) {
    return text.length() <= MOST
        ? visible(text)
        : "%s… (%,d characters)".formatted(visible(text.substring(0, MOST)), text.length());
  }

  /** A name, as of a file: of a long one, beginning and end; characters as {@link #of}. */
  public static String name(String name) {
    if (name.length() <= MOST_OF_A_NAME) {
      return visible(name);
    }
    int end = name.length() - (MOST_OF_A_NAME - BEGINNING_OF_A_NAME - 1);
    return visible(name.substring(0, BEGINNING_OF_A_NAME) + "…" + name.substring(end));
  }

  /** A whole message: of a very long one, beginning and end. */
  public static String message(String message) {
    return message.length() <= MOST_OF_A_MESSAGE
        ? message
        : message.substring(0, MOST_OF_A_MESSAGE / 2)
            + " … "
            + message.substring(message.length() - MOST_OF_A_MESSAGE / 2);
  }

  /** One line, in the order in which it is read. */
  private static String visible(String text) {
    return INVISIBLE.matcher(text).replaceAll("\uFFFD");
  }
}

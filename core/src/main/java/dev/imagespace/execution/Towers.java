package dev.imagespace.execution;

import java.util.Arrays;
import java.util.Locale;

/** Which of a model's two networks: the one that reads texts, the one that reads pictures. */
public enum Towers {
  NONE(false, false),
  TEXT(true, false),
  IMAGE(false, true),
  BOTH(true, true);

  private final boolean text;
  private final boolean image;

  Towers(boolean text, boolean image) {
    this.text = text;
    this.image = image;
  }

  public static Towers of(boolean text, boolean image) {
    return Arrays.stream(values())
        .filter(towers -> towers.text == text && towers.image == image)
        .findFirst()
        .orElseThrow();
  }

  /**
   * As a property names them: "none", "text", "image" or "both" in any case, or "false" for none
   * and "true" for both.
   *
   * @throws IllegalArgumentException if it is none of these; the message names the property
   */
  public static Towers parse(String name, String property) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "none", "false" -> NONE;
      case "text" -> TEXT;
      case "image" -> IMAGE;
      case "both", "true" -> BOTH;
      default ->
          throw new IllegalArgumentException(
              "'%s' is '%s'; give none, text, image or both.".formatted(property, name));
    };
  }

  public boolean text() {
    return text;
  }

  public boolean image() {
    return image;
  }
}

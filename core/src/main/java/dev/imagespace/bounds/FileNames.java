package dev.imagespace.bounds;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Names of files that others chose. The JVM writes them in the encoding of its locale, and in the
 * "C" locale of many containers, that is ASCII: a name with an 'é' cannot even be asked for.
 * Stateless.
 */
public final class FileNames {

  private FileNames() {}

  /** Why this JVM cannot name such a file, and what can be done; null where it can. */
  public static @Nullable String refusal(String name) {
    try {
      Path unused = Path.of(name);
      return null;
    } catch (InvalidPathException e) {
      return e.getReason().contains("unmappable")
          ? "this JVM writes names of files in %s, which lacks a character of it. Start it in a locale of UTF-8, such as by LC_ALL=C.UTF-8 in its environment."
              .formatted(System.getProperty("sun.jnu.encoding"))
          : e.getReason() + ".";
    }
  }

  /**
   * The path of that name.
   *
   * @param property that gives it, for the message
   * @throws IllegalArgumentException where this JVM cannot name such a file
   */
  public static Path path(String name, String property) {
    String refusal = refusal(name);
    if (refusal != null) {
      throw new IllegalArgumentException(
          "'%s' is '%s': %s".formatted(property, Shown.of(name), refusal));
    }
    return Path.of(name);
  }
}

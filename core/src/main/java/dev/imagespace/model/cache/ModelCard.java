package dev.imagespace.model.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the front matter of a model's README.md. */
final class ModelCard {
  private static final Pattern FRONT_MATTER =
      Pattern.compile("\\A---\\R(.*?)\\R---", Pattern.DOTALL);
  private static final Pattern LICENCE =
      Pattern.compile("^license:\\s*[\"']?([\\w.+-]{1,100})", Pattern.MULTILINE);
  private static final long MAX_BYTES = 1_000_000;

  private ModelCard() {}

  /** The licence, such as "mit"; null where the directory has no card, or the card names none. */
  static @Nullable String licence(Path directory) {
    Path card = directory.resolve("README.md");
    try {
      if (!Files.isRegularFile(card) || Files.size(card) > MAX_BYTES) {
        return null;
      }
      Matcher front = FRONT_MATTER.matcher(Files.readString(card));
      Matcher licence = LICENCE.matcher(front.find() ? front.group(1) : "");
      return licence.find() ? licence.group(1) : null;
    } catch (IOException unreadable) {
      return null;
    }
  }
}

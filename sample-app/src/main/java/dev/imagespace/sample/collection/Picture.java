package dev.imagespace.sample.collection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A picture of a collection. Immutable.
 *
 * @param file its absolute path, or its name in the gallery
 * @param description null where it has none
 * @param stamp changes when the bytes of the picture change
 */
public record Picture(String file, @Nullable String description, String stamp) {

  /** Names the picture in URLs: no path of the machine is shown, and none is accepted. */
  public String id() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(file.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}

package dev.imagespace.sample.collection;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names pictures in URLs: no path of the machine is shown, and none is accepted. Stateless. */
public final class PictureName {
  static final String KEY = "name";

  private PictureName() {}

  /** The name of the item with this id. */
  public static String of(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 10);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}

package dev.imagespace.tokenize;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A digest of what decides the ids of a text. */
final class Fingerprint {
  /** To be raised with every change of {@link TextCleaning} that changes an id. */
  private static final int RULES = 1;

  private Fingerprint() {}

  static String of(String kind, int contextLength, TextCleaning cleaning, byte[] vocabulary) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String rules = "%s %d %s %d\n".formatted(kind, contextLength, cleaning, RULES);
      digest.update(rules.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(vocabulary));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}

package dev.imagespace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagespace.image.PixelRules;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What decides a vector, in a few digits. */
final class SpaceFingerprint {
  private static final int BYTES = 8;

  private SpaceFingerprint() {}

  /** Nothing where they are the defaults: a rule that comes later changes no stored fingerprint. */
  private static String rules(PixelRules rules) {
    return rules.equals(PixelRules.defaults()) ? "" : "pixels=" + rules + "\n";
  }

  /** The text is part of the format: a change of it makes every stored fingerprint differ. */
  static String of(String encoder, TransformationConfig config) {
    String decisive =
        "encoder=%s\nparts=%s\nnormalization=%s\nimages=%s\n%s"
            .formatted(
                encoder,
                config.aggregation().parts(),
                config.normalization(),
                config.embedding().imagePolicy(),
                rules(config.embedding().pixelRules()));
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(decisive.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}

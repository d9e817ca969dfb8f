package dev.imagespace.tokenize;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.fingerprint.Sha256;
import dev.imagespace.tokenize.clean.TextCleaning;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A digest of what decides the ids of a text. */
final class Fingerprint {
  /** To be raised with every change of {@link TextCleaning} that changes an id. */
  private static final int RULES = 1;

  private Fingerprint() {}

  static String of(String kind, int contextLength, TextCleaning cleaning, byte[] vocabulary) {
    CanonicalText rules =
        CanonicalText.of(kind)
            .with("context", contextLength)
            .with("cleaning", cleaning)
            .withUnless(1, "rules", RULES);
    MessageDigest digest = Sha256.digest();
    digest.update(rules.bytes());
    return HexFormat.of().formatHex(digest.digest(vocabulary));
  }
}

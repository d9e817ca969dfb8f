package dev.imagespace;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.fingerprint.Sha256;
import dev.imagespace.image.PixelRules;
import java.util.HexFormat;

/** What decides a vector, in a few digits. */
final class SpaceFingerprint {
  private static final int BYTES = 8;

  private SpaceFingerprint() {}

  static String of(String encoder, TransformationConfig config) {
    byte[] digest = Sha256.digest().digest(settings(encoder, config).bytes());
    return HexFormat.of().formatHex(digest, 0, BYTES);
  }

  static CanonicalText settings(String encoder, TransformationConfig config) {
    PixelRules rules = config.embedding().pixelRules();
    return CanonicalText.of("space")
        .with("model", encoder)
        .with("parts", config.aggregation().parts())
        .with("normalization", config.normalization())
        .with("policy", config.embedding().imagePolicy())
        .withUnless(PixelRules.Alpha.WHITE, "alpha", rules.alpha())
        .withUnless(PixelRules.Resize.PILLOW, "resize", rules.resize())
        .withUnless(PixelRules.ResizeOrder.PILLOW13, "resize-order", rules.resizeOrder())
        .withUnless(PixelRules.Decode.EXACT, "decode", rules.decode());
  }
}

package dev.imagespace.lucene;

import dev.imagespace.fingerprint.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The fields of an index that hold metadata: one for each key and kind of value. Stateless. */
final class MetadataField {
  /** Far below what Lucene takes as one term. */
  private static final int LONGEST_TERM = 1024;

  private MetadataField() {}

  static String ofTexts(String key) {
    return "metadata.text." + key;
  }

  static String ofIntegers(String key) {
    return "metadata.integer." + key;
  }

  static String ofDecimals(String key) {
    return "metadata.decimal." + key;
  }

  /** The value, or its hash where it is long: equal exactly where values are. */
  static String term(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= LONGEST_TERM) {
      return "=" + value;
    }
    MessageDigest digest = Sha256.digest();
    digest.update(bytes);
    return "#" + Sha256.hex(digest);
  }
}

package dev.imagespace.model.cache;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes the hash that is the name of a blob: the SHA-256 of its bytes, or git's SHA-1. */
public final class BlobHash {
  private static final int SHA_256_DIGITS = 64;
  private static final int SHA_1_DIGITS = 40;

  private BlobHash() {}

  public static boolean isHash(String etag) {
    return etag.matches("[0-9a-f]{%d}|[0-9a-f]{%d}".formatted(SHA_1_DIGITS, SHA_256_DIGITS));
  }

  /** Whether a file has this hash; true where the name is no hash, as with some mirrors. */
  static boolean matches(Path file, String etag) throws IOException {
    if (!isHash(etag)) {
      return true;
    }
    String hash =
        etag.length() == SHA_256_DIGITS
            ? hash(file, "SHA-256", "")
            : hash(file, "SHA-1", "blob " + Files.size(file) + "\0");
    return hash.equals(etag);
  }

  private static String hash(Path file, String algorithm, String prefix) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      digest.update(prefix.getBytes(StandardCharsets.UTF_8));
      byte[] buffer = new byte[1 << 17];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has " + algorithm, e);
    }
  }
}

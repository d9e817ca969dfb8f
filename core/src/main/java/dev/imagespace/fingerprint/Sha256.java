package dev.imagespace.fingerprint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The hash that tells contents apart, and the digest of every fingerprint. Stateless. */
public final class Sha256 {
  private static final int BUFFER = 1 << 18;

  private Sha256() {}

  /** One that has read nothing yet. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  public static String hex(MessageDigest finished) {
    return HexFormat.of().formatHex(finished.digest());
  }

  public static String of(Path file) throws IOException {
    MessageDigest hash = digest();
    try (InputStream in = Files.newInputStream(file)) {
      update(hash, in);
    }
    return hex(hash);
  }

  /** Reads a stream to its end. */
  public static void update(MessageDigest hash, InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
      hash.update(buffer, 0, read);
    }
  }
}

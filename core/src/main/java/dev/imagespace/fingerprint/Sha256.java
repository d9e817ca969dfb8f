package dev.imagespace.fingerprint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The digest of every fingerprint. Stateless. */
public final class Sha256 {

  private Sha256() {}

  /** One that has read nothing yet. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}

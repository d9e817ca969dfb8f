package dev.imagespace.testing.hub;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * A file of a commit.
 *
 * @param large whether it lies in the storage, as files do that git would not keep well
 * @param oid of git: the file's own, or that of the pointer which stands for a large one
 */
public record HubFile(String path, byte[] bytes, boolean large, String oid, String sha256) {
  private static final Set<String> LARGE =
      Set.of("safetensors", "bin", "pt", "pth", "onnx", "h5", "msgpack", "ot");

  static HubFile of(String path, byte[] bytes) {
    String sha256 = digest("SHA-256", bytes);
    boolean large = LARGE.contains(path.substring(path.lastIndexOf('.') + 1));
    String oid = gitOid(large ? pointer(sha256, bytes.length) : bytes);
    return new HubFile(path, bytes, large, oid, sha256);
  }

  /** The name that its blob has in a cache. */
  public String etag() {
    return large ? sha256 : oid;
  }

  /** What git keeps in the place of a large file. */
  static byte[] pointer(String sha256, int size) {
    return "version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n"
        .formatted(sha256, size)
        .getBytes(UTF_8);
  }

  private static String gitOid(byte[] bytes) {
    return digest("SHA-1", ("blob " + bytes.length + "\0").getBytes(UTF_8), bytes);
  }

  static String digest(String algorithm, byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(algorithm);
      for (byte[] part : parts) {
        digest.update(part);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

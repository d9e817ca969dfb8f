package dev.imagespace.bounds;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Pointers of Git LFS, which lie where the files should: of any file of a model. Stateless. */
public final class GitLfs {
  /** For a message, behind the name of the file. */
  public static final String WHAT =
      "it is a pointer of Git LFS, not the file itself. Run 'git lfs pull' in the repository";

  private static final byte[] BEGINNING =
      "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);

  private GitLfs() {}

  public static boolean isPointer(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return isPointer(in.readNBytes(BEGINNING.length));
    } catch (IOException unreadable) {
      return false;
    }
  }

  /** By the first bytes of a file. */
  public static boolean isPointer(byte[] bytes) {
    return bytes.length >= BEGINNING.length
        && Arrays.equals(bytes, 0, BEGINNING.length, BEGINNING, 0, BEGINNING.length);
  }
}

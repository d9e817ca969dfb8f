package dev.imagespace.model.cache;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import dev.imagespace.natives.Jna;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lock that huggingface_hub takes: flock(2). On Linux, Java takes that of fcntl(2), and neither
 * excludes the other, so a cache that is shared with Python needs both. Where a file system maps
 * one to the other (NFS and CIFS do), Java's is enough.
 */
final class Flock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Flock.class);

  /** Local file systems, on which the two are independent. */
  private static final Set<String> APART =
      Set.of("bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "overlay", "tmpfs", "xfs", "zfs");

  /** O_NOFOLLOW, whose value depends on the processor. */
  private static final int NO_LINKS =
      System.getProperty("os.arch").equals("aarch64") ? 0x8000 : 0x20000;

  private static final int READ_WRITE_CLOSED_IN_CHILDREN = 2 | 0x80000 | NO_LINKS;
  private static final int EXCLUSIVE_WITHOUT_WAITING = 2 | 4;
  private static final int HELD_BY_ANOTHER = 11;

  private static final int NONE = -1;

  private final int descriptor;

  private Flock(int descriptor) {
    this.descriptor = descriptor;
  }

  /** The C library, bound at its first use. */
  private static final class C {
    static final boolean HERE = bind();

    private static boolean bind() {
      try {
        Jna.prepare();
        Native.register(C.class, "c");
        return true;
      } catch (LinkageError | RuntimeException e) {
        log.info("Downloads do not wait for those of Python: flock is not to be had ({})", "" + e);
        return false;
      }
    }

    static native int open(byte[] path, int flags) throws LastErrorException;

    static native int flock(int descriptor, int operation) throws LastErrorException;

    static native int close(int descriptor) throws LastErrorException;
  }

  /**
   * Takes the lock of an existing file; null where another process has it. The result holds no lock
   * where Java's own is enough or flock is not available.
   */
  static @Nullable Flock tryHold(Path file) {
    if (!isApart(file) || !C.HERE) {
      return new Flock(NONE);
    }
    Flock opened = new Flock(NONE);
    try {
      opened = new Flock(C.open(cString(file), READ_WRITE_CLOSED_IN_CHILDREN));
      C.flock(opened.descriptor, EXCLUSIVE_WITHOUT_WAITING);
      return opened;
    } catch (LastErrorException e) {
      opened.close();
      if (e.getErrorCode() == HELD_BY_ANOTHER) {
        return null;
      }
      log.debug("No flock of {}: Java's lock has to do", file, e);
      return new Flock(NONE);
    }
  }

  private static boolean isApart(Path file) {
    try {
      return System.getProperty("os.name").equals("Linux")
          && APART.contains(Files.getFileStore(file).type());
    } catch (IOException e) {
      log.debug("What {} lies on is not known", file, e);
      return false;
    }
  }

  private static byte[] cString(Path file) {
    byte[] path = file.toString().getBytes(Charset.forName(System.getProperty("sun.jnu.encoding")));
    return Arrays.copyOf(path, path.length + 1);
  }

  @Override
  public void close() {
    if (descriptor != NONE) {
      C.close(descriptor);
    }
  }
}

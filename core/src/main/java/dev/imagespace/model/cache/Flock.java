package dev.imagespace.model.cache;

import com.sun.jna.LastErrorException;
import com.sun.jna.Native;
import dev.imagespace.model.cache.PathLock.Holding;
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
 * The lock that huggingface_hub takes: flock(2). On Linux it is another than Java's, which is that
 * of fcntl(2), and neither keeps out the other; so who shares a cache with Python holds both. Where
 * a file system makes one of the two (NFS and CIFS do), Java's is enough.
 */
final class Flock {
  private static final Logger log = LoggerFactory.getLogger(Flock.class);

  /** Disks of this machine, that are known to keep the two apart. */
  private static final Set<String> APART =
      Set.of("bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "overlay", "tmpfs", "xfs", "zfs");

  private static final Holding NOTHING = () -> {};

  /** Linux numbers it by the processor. */
  private static final int NO_LINKS =
      System.getProperty("os.arch").equals("aarch64") ? 0x8000 : 0x20000;

  private static final int READ_WRITE_CLOSED_IN_CHILDREN = 2 | 0x80000 | NO_LINKS;
  private static final int EXCLUSIVE_WITHOUT_WAITING = 2 | 4;
  private static final int HELD_BY_ANOTHER = 11;

  private Flock() {}

  /** The C library, bound when it is first used. */
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
   * Holds the lock of a file that is there; null where another has it. Where Java's own lock is all
   * that is needed or to be had, nothing is held.
   */
  static @Nullable Holding tryHold(Path file) {
    if (!isApart(file) || !C.HERE) {
      return NOTHING;
    }
    int descriptor = -1;
    try {
      descriptor = C.open(cString(file), READ_WRITE_CLOSED_IN_CHILDREN);
      C.flock(descriptor, EXCLUSIVE_WITHOUT_WAITING);
    } catch (LastErrorException e) {
      close(descriptor);
      if (e.getErrorCode() == HELD_BY_ANOTHER) {
        return null;
      }
      log.debug("No flock of {}: Java's lock has to do", file, e);
      return NOTHING;
    }
    int held = descriptor;
    return () -> close(held);
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

  private static void close(int descriptor) {
    if (descriptor >= 0) {
      C.close(descriptor);
    }
  }
}

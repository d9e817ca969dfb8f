package dev.imagespace.process;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import dev.imagespace.natives.Jna;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The memory of the C library. GNU's keeps most of what a native library has freed, in an arena for
 * each of the threads that asked for it, where no other process can use it. Thread-safe.
 */
public final class NativeHeap {
  private static final Logger log = LoggerFactory.getLogger(NativeHeap.class);

  private NativeHeap() {}

  /** GNU's own function, looked for when it is first needed; null elsewhere. */
  private static final class Gnu {
    static final @Nullable Function TRIM = find();

    private static @Nullable Function find() {
      if (!System.getProperty("os.name").equals("Linux")) {
        return null;
      }
      try {
        Jna.prepare();
        return NativeLibrary.getInstance("c").getFunction("malloc_trim");
      } catch (RuntimeException | Error e) {
        // An Error, as JNA throws a plain one where it meets another version of its own library.
        log.debug("Freed memory stays in the process: {}", "" + e);
        return null;
      }
    }
  }

  /**
   * Gives freed memory back to the operating system, where the C library does not do so by itself
   * and can be told to. Takes some milliseconds, in which allocations wait: for the moment after
   * much was freed.
   */
  public static void trim() {
    Function trim = Gnu.TRIM;
    if (trim != null) {
      trim.invokeInt(new Object[] {0L});
    }
  }
}

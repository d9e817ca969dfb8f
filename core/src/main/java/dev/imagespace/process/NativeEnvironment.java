package dev.imagespace.process;

import com.sun.jna.NativeLibrary;
import com.sun.jna.WString;
import dev.imagespace.natives.Jna;

/**
 * The environment of the process as native libraries read it. What Java itself sees of it ({@link
 * System#getenv()}) stays as it was when the JVM started. Processes that the application starts
 * later may inherit what is set here. Thread-safe.
 */
public final class NativeEnvironment {

  private NativeEnvironment() {}

  /**
   * Sets a variable, which libraries see that read it afterwards.
   *
   * @throws IllegalStateException where the C library is not to be had, or does not take it; the
   *     message says why
   */
  public static void set(String name, String value) {
    int failed;
    try {
      Jna.prepare();
      failed =
          System.getProperty("os.name").startsWith("Windows")
              ? setOnWindows(name, value)
              : call("c", "setenv", name, value, 1);
    } catch (RuntimeException | Error e) {
      // An Error, as JNA throws a plain one where it meets another version of its own library.
      throw new IllegalStateException("the C library cannot be called (%s)".formatted(e), e);
    }
    if (failed != 0) {
      throw new IllegalStateException("the C library answered " + failed);
    }
  }

  /**
   * Windows has two: that of the process, and the copy that the C runtime makes when it starts. A
   * library may read either.
   */
  private static int setOnWindows(String name, String value) {
    WString wideName = new WString(name);
    WString wideValue = new WString(value);
    boolean done = call("kernel32", "SetEnvironmentVariableW", wideName, wideValue) != 0;
    return done ? call("ucrtbase", "_wputenv_s", wideName, wideValue) : -1;
  }

  private static int call(String library, String function, Object... arguments) {
    return NativeLibrary.getInstance(library).getFunction(function).invokeInt(arguments);
  }
}

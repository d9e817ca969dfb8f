package dev.imagespace.natives;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Loads libraries of the class path, as their jar holds them. Thread-safe. */
public final class NativeLoading {

  private NativeLoading() {}

  /**
   * Unpacks libraries, unless they are there as the jar holds them, and has them loaded. To be
   * called once by each class loader, as what it loads is its own.
   *
   * @param name of the libraries, for their directory and for messages
   * @param base that they are unpacked below: {@link NativeDirectory} found it fit for it
   * @param settings system properties that tell the loading code a directory, while it loads
   * @param load what loads them from there
   * @throws dev.imagespace.execution.EngineUnavailableException where they cannot be unpacked or
   *     loaded; the message says why
   */
  public static void load(
      String name,
      Path base,
      List<NativeLibrary> libraries,
      Function<Path, Map<String, String>> settings,
      Runnable load) {
    synchronized (JvmWide.LOCK) {
      try {
        Path unpacked = UnpackedLibraries.in(base, name, libraries);
        if (JvmWide.isFirstToLoad(unpacked.toString())) {
          load(name, settings.apply(unpacked), load);
        } else {
          try (LoaderCopy copy = LoaderCopy.of(base, unpacked, libraries)) {
            load(name, settings.apply(copy.directory()), load);
          }
        }
      } catch (IOException e) {
        throw LoadFailure.unpacking(name, base, e);
      }
    }
  }

  /** The same for code that finds its libraries itself, as the application has told it. */
  public static void load(String name, Runnable load) {
    load(name, Map.of(), load);
  }

  private static void load(String name, Map<String, String> settings, Runnable load) {
    Map<String, @Nullable String> before = new HashMap<>();
    Thread thread = Thread.currentThread();
    ClassLoader context = thread.getContextClassLoader();
    try {
      settings.forEach((key, value) -> before.put(key, System.setProperty(key, value)));
      // DJL looks for its own files there, and the threads of a pool may have a foreign one.
      thread.setContextClassLoader(NativeLoading.class.getClassLoader());
      load.run();
    } catch (RuntimeException | LinkageError | AssertionError e) {
      throw LoadFailure.loading(name, e);
    } finally {
      thread.setContextClassLoader(context);
      before.forEach(NativeLoading::restore);
    }
  }

  private static void restore(String key, @Nullable String value) {
    if (value == null) {
      System.clearProperty(key);
    } else {
      System.setProperty(key, value);
    }
  }
}

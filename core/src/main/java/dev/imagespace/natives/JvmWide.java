package dev.imagespace.natives;

import org.jspecify.annotations.Nullable;

/**
 * What all class loaders of one JVM have to agree on. The same classes in another loader are others
 * and share no field: system properties are what all see. Thread-safe.
 */
final class JvmWide {
  /** The one object that is the same for all loaders: who loads a library holds it. */
  static final Object LOCK = Runtime.getRuntime();

  private static final String DIRECTORY = "dev.imagespace.natives.directory";
  private static final String LOADED = "dev.imagespace.natives.loaded:";

  private JvmWide() {}

  /** The directory in use. */
  static @Nullable String directory() {
    return System.getProperty(DIRECTORY);
  }

  static void setDirectory(String directory) {
    System.setProperty(DIRECTORY, directory);
  }

  /**
   * Whether this class loader is the first that loads libraries from the directory, and thereby has
   * them: a JVM gives a file to one loader.
   */
  static boolean isFirstToLoad(String directory) {
    String me = Integer.toHexString(System.identityHashCode(JvmWide.class.getClassLoader()));
    Object first = System.getProperties().putIfAbsent(LOADED + directory, me);
    return first == null || first.equals(me);
  }
}

package dev.imagespace.djl;

import dev.imagespace.natives.Jna;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * DJL reads these settings once, for the whole JVM, when one of its classes is first used. On its
 * own it would then ask the cloud's metadata address who runs it, and fetch native libraries that
 * the class path lacks. A library that promises to stay within its jars must say no in time.
 *
 * <p>A setting that the application has made itself, as a system property or an environment
 * variable, is left alone. Thread-safe.
 */
public final class DjlDefaults {

  /** Set to {@code true}, it leaves DJL its own defaults, so that DJL may download natives. */
  public static final String DOWNLOADS_PROPERTY = "imagespace.djl.downloads";

  private DjlDefaults() {}

  /**
   * To be called before the first use of any class of DJL; calling it again changes nothing.
   *
   * @throws dev.imagespace.execution.EngineUnavailableException where no directory takes the
   *     library of JNA, which DJL needs
   */
  public static void apply() {
    Jna.prepare();
    if (Boolean.getBoolean(DOWNLOADS_PROPERTY)) {
      return;
    }
    setIfAbsent("ai.djl.offline", "DJL_OFFLINE", "true");
    setIfAbsent("OPT_OUT_TRACKING", "OPT_OUT_TRACKING", "true");
    // Tokenizers run on the CPU; on a machine with CUDA the other flavour would be downloaded.
    setIfAbsent("RUST_FLAVOR", "RUST_FLAVOR", "cpu");
  }

  /**
   * By which setting the application says that DJL shall use what it finds, and not what the class
   * path has; empty where it does not.
   *
   * @param library the name of the setting for one library
   */
  public static Optional<String> providedBy(String library) {
    return Boolean.getBoolean(DOWNLOADS_PROPERTY)
        ? Optional.of(DOWNLOADS_PROPERTY)
        : firstSet(library);
  }

  /** The directory that the application has named for DJL's libraries, other than DJL's default. */
  static Optional<Path> cache() {
    return firstSet("ENGINE_CACHE_DIR", "DJL_CACHE_DIR").map(name -> Path.of(value(name)));
  }

  private static Optional<String> firstSet(String... names) {
    return Stream.of(names).filter(name -> !value(name).isBlank()).findFirst();
  }

  /** As DJL reads its settings: the environment first. */
  private static String value(String name) {
    String variable = System.getenv(name);
    return variable != null ? variable : System.getProperty(name, "");
  }

  private static void setIfAbsent(String property, String environment, String value) {
    if (System.getenv(environment) == null && System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}

package dev.imagespace.djl;

/**
 * DJL reads these settings once, for the whole JVM, when one of its classes is first used. On its
 * own it would then ask the cloud's metadata address who runs it, and fetch native libraries that
 * the class path lacks. A library that promises to stay within its jars must say no in time.
 *
 * <p>A setting that the application has made itself, as a system property or an environment
 * variable, is left alone. Thread-safe.
 */
public final class DjlDefaults {

  /** Set to {@code true}, it leaves DJL's own defaults, so that DJL may download natives. */
  public static final String DOWNLOADS_PROPERTY = "imagespace.djl.downloads";

  private DjlDefaults() {}

  /** To be called before the first use of any class of DJL; calling it again changes nothing. */
  public static void apply() {
    if (Boolean.getBoolean(DOWNLOADS_PROPERTY)) {
      return;
    }
    setIfAbsent("ai.djl.offline", "DJL_OFFLINE", "true");
    setIfAbsent("OPT_OUT_TRACKING", "OPT_OUT_TRACKING", "true");
    // Tokenizers run on the CPU; on a machine with CUDA the other flavour would be downloaded.
    setIfAbsent("RUST_FLAVOR", "RUST_FLAVOR", "cpu");
  }

  private static void setIfAbsent(String property, String environment, String value) {
    if (System.getenv(environment) == null && System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }
}

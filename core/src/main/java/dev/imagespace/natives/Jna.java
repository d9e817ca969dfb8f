package dev.imagespace.natives;

import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JNA unpacks a library of its own when it is first used: into a temporary directory, and anew for
 * each run and class loader. Thread-safe.
 */
public final class Jna {
  private static final Logger log = LoggerFactory.getLogger(Jna.class);
  private static final String DIRECTORY = "jna.tmpdir";

  private Jna() {}

  /**
   * Tells JNA {@link NativeDirectory}, unless the application has told it one. To be called before
   * the first use of any class of JNA; calling it again changes nothing.
   *
   * @throws dev.imagespace.execution.EngineUnavailableException where no directory may be used
   */
  public static void prepare() {
    // Elsewhere temporary directories are a user's own, and JNA cares for names that it cannot
    // load.
    if (!FileFacts.UNIX
        || Stream.of(DIRECTORY, "jna.boot.library.path", "jna.nounpack")
            .anyMatch(name -> System.getProperty(name) != null)) {
      return;
    }
    String directory = NativeDirectory.inUse().toString();
    System.setProperty(DIRECTORY, directory);
    log.debug("JNA unpacks its library to {}", directory);
  }
}

package dev.imagespace.natives;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
  private static final String KEPT = "jna.boot.library.path";

  /** As Java and as JNA name them. */
  private static final Map<String, String> PROCESSORS =
      Map.of("amd64", "x86-64", "aarch64", "aarch64");

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
        || Stream.of(DIRECTORY, KEPT, "jna.nounpack")
            .anyMatch(name -> System.getProperty(name) != null)) {
      return;
    }
    Path directory = NativeDirectory.inUse();
    System.setProperty(DIRECTORY, directory.toString());
    log.debug("JNA unpacks its library to {}", directory);
    keep(directory);
  }

  /**
   * JNA's own way needs a directory that it can write to at each run. One that an image of a
   * container brings is not: for it the library is kept there, too, when the image is built.
   */
  private static void keep(Path directory) {
    String processor = PROCESSORS.get(System.getProperty("os.arch", ""));
    URL source =
        processor == null
            ? null
            : Jna.class
                .getClassLoader()
                .getResource("com/sun/jna/linux-%s/libjnidispatch.so".formatted(processor));
    if (source == null || !System.getProperty("os.name", "").equals("Linux")) {
      return;
    }
    try {
      Path kept = UnpackedLibraries.in(directory, "jna", List.of(NativeLibrary.bridge(source)));
      if (!Files.isWritable(directory)) {
        System.setProperty(KEPT, kept.toString());
      }
    } catch (IOException e) {
      log.debug("JNA's library is not kept in {}", directory, e);
    }
  }
}

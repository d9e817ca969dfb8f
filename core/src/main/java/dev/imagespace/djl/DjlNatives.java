package dev.imagespace.djl;

import dev.imagespace.natives.NativeDirectory;
import dev.imagespace.natives.NativeLibrary;
import dev.imagespace.natives.NativeLoading;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has DJL load a native library of the class path out of our directory, unless the application has
 * said where else it is. Thread-safe.
 */
public final class DjlNatives {
  private static final Logger log = LoggerFactory.getLogger(DjlNatives.class);

  private DjlNatives() {}

  /**
   * To be called once by each class loader, before DJL's classes for the library are used.
   *
   * @param name of the library
   * @param place DJL's setting for an installed library
   * @param libraries of the class path; asked for only where they are needed
   * @param settings system properties by which DJL finds them in a directory
   * @param load makes DJL load them
   * @throws dev.imagespace.execution.EngineUnavailableException where they cannot be loaded
   */
  public static void load(
      String name,
      String place,
      Supplier<List<NativeLibrary>> libraries,
      Function<Path, Map<String, String>> settings,
      Runnable load) {
    DjlDefaults.apply();
    Optional<String> provided = DjlDefaults.providedBy(place);
    if (provided.isPresent()) {
      log.debug("DJL finds '{}' itself, as '{}' is set", name, provided.get());
      NativeLoading.load(name, load);
      return;
    }
    Path directory =
        DjlDefaults.cache().flatMap(NativeDirectory::in).orElseGet(NativeDirectory::inUse);
    NativeLoading.load(name, directory, libraries.get(), settings, load);
  }
}

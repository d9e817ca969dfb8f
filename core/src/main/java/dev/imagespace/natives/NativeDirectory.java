package dev.imagespace.natives;

import dev.imagespace.execution.EngineUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory that native libraries are unpacked to, one for the whole JVM: the one that is set,
 * else one among the user's caches, else one for this run alone. Thread-safe.
 */
public final class NativeDirectory {
  private static final Logger log = LoggerFactory.getLogger(NativeDirectory.class);

  /** System property with the directory; outranks {@link #VARIABLE}. */
  public static final String PROPERTY = "imagespace.native-dir";

  /** Environment variable with the directory. */
  public static final String VARIABLE = "IMAGESPACE_NATIVE_DIR";

  static final String REMEDY =
      "Set '%s' to a directory of its own that this user alone can write to, on a file system that lets code run"
          .formatted(PROPERTY);

  private NativeDirectory() {}

  /**
   * Sets the directory for the whole JVM, as the system property does. Where another is set or in
   * use already, that one stays, and the log says so.
   */
  public static void use(String directory) {
    synchronized (JvmWide.LOCK) {
      String stays = Optional.ofNullable(JvmWide.directory()).or(() -> setting()).orElse(null);
      if (stays == null) {
        System.setProperty(PROPERTY, directory);
      } else if (!stays.equals(directory) && !stays.equals(String.valueOf(absolute(directory)))) {
        log.warn(
            "'{}={}' is not heeded: this JVM has its native libraries in {}",
            PROPERTY,
            directory,
            stays);
      }
    }
  }

  /**
   * The directory, chosen at first use. What was chosen is judged again each time: others may have
   * come to be able to write there.
   *
   * @throws EngineUnavailableException where none may be used; the message says why
   */
  public static Path inUse() {
    synchronized (JvmWide.LOCK) {
      String chosen = JvmWide.directory();
      if (chosen != null
          && new CandidateDirectory(Path.of(chosen), true, true).objection() == null) {
        return Path.of(chosen);
      }
      Path directory = setting().map(NativeDirectory::set).orElseGet(NativeDirectory::chosen);
      JvmWide.setDirectory(directory.toString());
      return directory;
    }
  }

  /**
   * A directory below one that is meant for other libraries, too; empty where libraries may not be
   * loaded from there.
   */
  public static Optional<Path> in(Path cache) {
    Path directory = cache.toAbsolutePath().normalize().resolve("imagespace");
    String objection = new CandidateDirectory(directory, false, false).objection();
    if (objection != null) {
      log.info("Nothing is unpacked to {}: {}", directory, objection);
    }
    return Optional.of(directory).filter(there -> objection == null);
  }

  private static Optional<String> setting() {
    return Optional.ofNullable(System.getProperty(PROPERTY, System.getenv(VARIABLE)))
        .filter(value -> !value.isBlank());
  }

  private static Path set(String setting) {
    Path directory = absolute(setting);
    String objection =
        directory == null
            ? "it is no absolute path"
            : new CandidateDirectory(directory, true, false).objection();
    if (directory == null || objection != null) {
      throw new EngineUnavailableException(
          "Native libraries cannot be unpacked to '%s', as '%s' (or %s) says: %s. %s."
              .formatted(setting, PROPERTY, VARIABLE, objection, REMEDY),
          null);
    }
    return directory;
  }

  private static Path chosen() {
    Path cache = userCache(System.getenv("XDG_CACHE_HOME"), System.getProperty("user.home"));
    String objection =
        cache == null
            ? "the user has neither a home directory nor XDG_CACHE_HOME"
            : new CandidateDirectory(cache, false, false).objection();
    if (cache != null && objection == null) {
      return cache;
    }
    Path temporary;
    try {
      temporary = PrivateDirectory.create();
    } catch (IOException e) {
      throw new EngineUnavailableException(
          "Native libraries cannot be unpacked anywhere. %s: %s. The temporary directory '%s' (java.io.tmpdir): %s. %s."
              .formatted(
                  cache == null ? "The user's cache" : cache,
                  objection,
                  System.getProperty("java.io.tmpdir"),
                  Reason.of(e),
                  REMEDY),
          e);
    }
    log.warn(
        "Native libraries are unpacked to {} for this run alone: {}. Set '{}' to keep them for the next",
        temporary,
        objection,
        PROPERTY);
    return temporary;
  }

  /**
   * Where a user's caches are, by the rules of XDG: null where there is no such place. Java says
   * '?' of a user whom the system does not know.
   */
  static @Nullable Path userCache(@Nullable String xdgCacheHome, @Nullable String home) {
    Path named = xdgCacheHome == null ? null : absolute(xdgCacheHome);
    if (named != null) {
      return named.resolve("imagespace");
    }
    Path ofUser = home == null ? null : absolute(home);
    return ofUser == null || !Files.isDirectory(ofUser)
        ? null
        : ofUser.resolve(".cache").resolve("imagespace");
  }

  private static @Nullable Path absolute(String text) {
    try {
      Path path = Path.of(text);
      return path.isAbsolute() ? path.normalize() : null;
    } catch (InvalidPathException e) {
      return null;
    }
  }
}

package dev.imagespace.model.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagespace.bounds.FileNames;
import dev.imagespace.bounds.Shown;
import dev.imagespace.model.ModelNotFoundException;
import dev.imagespace.natives.StaleFiles;
import dev.imagespace.natives.UnpackingFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint on the class path. Weights are mapped from a file, so the entries of a jar are
 * copied once to the cache, into a directory named by the checksums in the jar's own directory.
 */
public final class ClasspathModel {

  /** Every layout has one of these at its root. */
  private static final List<String> LANDMARKS =
      List.of("open_clip_config.json", "modules.json", "config.json");

  private final String location;
  private final ModelCache cache;

  public ClasspathModel(String location, ModelCache cache) {
    this.location = location;
    this.cache = cache;
  }

  /**
   * The directory on the class path, or the copy of a jar; empty where the class path has neither.
   */
  public Optional<Path> directory() {
    URL landmark =
        LANDMARKS.stream().map(this::resource).filter(Objects::nonNull).findFirst().orElse(null);
    if (landmark == null) {
      return Optional.empty();
    }
    if (landmark.getProtocol().equals("file")) {
      return Optional.of(Path.of(URI.create(landmark.toString())).resolveSibling(""));
    }
    try {
      if (landmark.openConnection() instanceof JarURLConnection jar) {
        String entry = jar.getEntryName();
        return Optional.of(
            extracted(jar.getJarFile(), entry.substring(0, entry.lastIndexOf('/') + 1)));
      }
    } catch (IOException e) {
      throw CacheWriter.notWritable(cache.root(), e);
    }
    throw new ModelNotFoundException(
        "The class path has '%s' in neither a directory nor a jar. Set 'imagespace.model' to a directory."
            .formatted(landmark));
  }

  private Path extracted(JarFile jar, String prefix) throws IOException {
    List<JarEntry> entries =
        jar.stream()
            .filter(entry -> entry.getName().startsWith(prefix) && !entry.isDirectory())
            .toList();
    CRC32 checksum = new CRC32();
    for (JarEntry entry : entries) {
      checksum.update((entry.getName() + ":" + entry.getCrc() + "\n").getBytes(UTF_8));
    }
    String name = location.replaceAll("[^A-Za-z0-9._]+", "-");
    String version = Long.toHexString(checksum.getValue());
    Path directory = cache.ownModel(name, version);
    StaleFiles.collect(directory);
    // A complete cache may be read-only.
    if (missing(entries, prefix, directory).isEmpty()) {
      return directory;
    }
    directory = cache.writableOwnModel(name, version);
    for (JarEntry entry : missing(entries, prefix, directory)) {
      extract(jar, entry, directory, target(directory, prefix, entry));
    }
    return directory;
  }

  private static List<JarEntry> missing(List<JarEntry> entries, String prefix, Path directory) {
    return entries.stream()
        .filter(entry -> !isThere(entry, target(directory, prefix, entry)))
        .toList();
  }

  private static Path target(Path directory, String prefix, JarEntry entry) {
    String name = entry.getName().substring(prefix.length());
    String refusal = FileNames.refusal(name);
    if (refusal != null) {
      throw new ModelNotFoundException(
          "The jar's entry '%s' cannot be a file here: %s".formatted(Shown.of(name), refusal));
    }
    Path target = directory.resolve(name).normalize();
    if (!target.startsWith(directory)) {
      throw new ModelNotFoundException(
          "The jar's entry '%s' leads out of its directory".formatted(Shown.of(name)));
    }
    return target;
  }

  private static boolean isThere(JarEntry entry, Path target) {
    try {
      return Files.size(target) == entry.getSize();
    } catch (IOException e) {
      return false;
    }
  }

  /** Writes beside the target and moves atomically: other processes see all of it or nothing. */
  private static void extract(JarFile jar, JarEntry entry, Path directory, Path target)
      throws IOException {
    Files.createDirectories(target.resolveSibling(""));
    try (InputStream in = jar.getInputStream(entry);
        UnpackingFile part = UnpackingFile.in(directory)) {
      try (OutputStream out = part.stream()) {
        in.transferTo(out);
      }
      part.moveTo(target);
    }
  }

  private @Nullable URL resource(String file) {
    String name = location + "/" + file;
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return Stream.of(context, ClasspathModel.class.getClassLoader())
        .filter(Objects::nonNull)
        .map(loader -> loader.getResource(name))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}

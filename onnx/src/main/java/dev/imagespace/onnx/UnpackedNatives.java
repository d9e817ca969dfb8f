package dev.imagespace.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Native libraries out of their jar, once for all starts: ONNX Runtime itself unpacks them at each,
 * and leaves a directory behind. Stateless; safe between processes.
 */
final class UnpackedNatives {

  private UnpackedNatives() {}

  /** Where a user's caches are: {@code XDG_CACHE_HOME}, or {@code .cache} in the home directory. */
  static Path cache() {
    String named = System.getenv("XDG_CACHE_HOME");
    Path caches =
        named == null || named.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(named);
    return caches.resolve("imagespace");
  }

  /**
   * A directory that holds the libraries whole, named by what is in them.
   *
   * @param libraries of which the first names the directory
   * @throws IOException where the cache takes nothing
   */
  static Path in(Path cache, List<URL> libraries) throws IOException {
    Path target = cache.resolve("onnxruntime-" + checksum(libraries.get(0)));
    if (!Files.isDirectory(target)) {
      Files.createDirectories(cache);
      Path partial = Files.createTempDirectory(cache, "unpacking-");
      for (URL library : libraries) {
        try (InputStream in = library.openStream()) {
          Files.copy(in, partial.resolve(fileName(library)));
        }
      }
      place(partial, target);
    }
    return target;
  }

  /** Whoever comes second has lost nothing: what is there is the same. */
  private static void place(Path partial, Path target) throws IOException {
    try {
      Files.move(partial, target);
    } catch (IOException e) {
      try (Stream<Path> files = Files.list(partial)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(partial);
      if (!Files.isDirectory(target)) {
        throw e;
      }
    }
  }

  /** Of its content, as the jar's directory has it: without reading the content. */
  private static String checksum(URL library) throws IOException {
    URLConnection connection = library.openConnection();
    return connection instanceof JarURLConnection jar
        ? Long.toHexString(jar.getJarEntry().getCrc())
        : Long.toHexString(connection.getLastModified());
  }

  private static String fileName(URL library) {
    String path = library.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

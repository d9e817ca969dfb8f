package dev.imagespace.natives;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.util.jar.JarEntry;

/**
 * A library as the class path has it. Immutable.
 *
 * @param name of its file
 * @param bridge whether it is Java's side of the library, which belongs to one class loader; all
 *     other files are shared
 */
public record NativeLibrary(String name, URL source, boolean bridge) {

  /** The side of Java: native methods of classes. */
  public static NativeLibrary bridge(URL source) {
    return new NativeLibrary(fileName(source), source, true);
  }

  /** A library that a bridge needs, once for the whole process. */
  public static NativeLibrary shared(URL source) {
    return new NativeLibrary(fileName(source), source, false);
  }

  private static String fileName(URL source) {
    String path = source.getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /**
   * What the directory of the jar says, without reading the content.
   *
   * @param size in bytes
   * @param version differs where the content does: its CRC-32, or without a jar, its time
   */
  record EntryMetadata(long size, long version, boolean isCrc) {}

  EntryMetadata metadata() throws IOException {
    URLConnection connection = source.openConnection();
    if (connection instanceof JarURLConnection jar) {
      JarEntry entry = jar.getJarEntry();
      return new EntryMetadata(entry.getSize(), entry.getCrc(), true);
    }
    EntryMetadata metadata =
        new EntryMetadata(connection.getContentLengthLong(), connection.getLastModified(), false);
    // Asking has opened the file.
    connection.getInputStream().close();
    return metadata;
  }
}

package dev.imagespace.langchain4j.collection.source;

import dev.imagespace.ImageData;
import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.collection.CollectionException;
import dev.langchain4j.data.document.Metadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pictures below directories, mirrored: what is deleted there is removed from the collection,
 * and a renamed file keeps its vector. The id of an item is the absolute path of its file; a text
 * file beside it, of the same name with the ending {@code .txt}, describes it. Hidden files and
 * directories are left out, and links are not followed. Immutable and thread-safe.
 */
public final class DirectorySource implements MirroredSource {
  private static final Set<String> EXTENSIONS =
      Set.of("png", "jpg", "jpeg", "gif", "bmp", "webp", "tif", "tiff");

  private final List<Path> roots;

  private DirectorySource(List<Path> roots) {
    this.roots = roots;
  }

  public static DirectorySource of(Path... roots) {
    return of(List.of(roots));
  }

  /**
   * The pictures below these directories, each once.
   *
   * @throws CollectionException if one cannot be read
   */
  public static DirectorySource of(List<Path> roots) {
    List<Path> outermost = new ArrayList<>();
    List<Path> real = roots.stream().map(DirectorySource::realPath).distinct().sorted().toList();
    for (Path root : real) {
      if (outermost.stream().noneMatch(root::startsWith)) {
        outermost.add(root);
      }
    }
    return new DirectorySource(List.copyOf(outermost));
  }

  private static Path realPath(Path root) {
    try {
      Path real = root.toRealPath();
      if (!Files.isReadable(real)) {
        throw new CollectionException("Cannot read %s: permission denied.".formatted(root));
      }
      return real;
    } catch (IOException e) {
      throw new CollectionException("There is no directory %s.".formatted(root), e);
    }
  }

  @Override
  public Stream<SourceItem> items() {
    return roots.stream().flatMap(root -> new DirectoryWalk(root).files()).map(this::item);
  }

  /** Each file that is a picture, or what could not be read. */
  private SourceItem item(DirectoryWalk.Found found) {
    IOException failure = found.failure();
    String id = found.path().toString();
    if (failure != null) {
      return unreadable(id, "cannot be read", failure);
    }
    try {
      requireWritableName(found.path());
      BasicFileAttributes facts = Files.readAttributes(found.path(), BasicFileAttributes.class);
      String version = facts.size() + ":" + facts.lastModifiedTime().toMillis();
      ImageData data =
          ImageData.of(ImageSource.of(found.path()), DescriptionFile.beside(found.path()));
      return new SourceItem.Item(id, data, new Metadata(), version);
    } catch (IOException e) {
      return unreadable(id, "cannot be read", e);
    }
  }

  private static SourceItem unreadable(String id, String what, IOException e) {
    return new SourceItem.Unreadable(
        id, new CollectionException("%s (%s)".formatted(what, e.getMessage()), e));
  }

  static boolean isPicture(Path file) {
    String name = String.valueOf(file.getFileName());
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return !isHidden(file) && EXTENSIONS.contains(extension);
  }

  static boolean isHidden(Path path) {
    return path.getFileName() != null && path.getFileName().toString().startsWith(".");
  }

  /** A collection keeps names as text. */
  private static void requireWritableName(Path file) throws IOException {
    try {
      if (Path.of(file.toString()).equals(file)) {
        return;
      }
    } catch (InvalidPathException e) {
      // As where another path comes of it.
    }
    throw new IOException(
        "its name cannot be written in the encoding of this process, %s; start it in a locale of UTF-8, such as LC_ALL=C.UTF-8"
            .formatted(System.getProperty("sun.jnu.encoding")));
  }

  /** A name that was indexed in another locale may be none in that of today: it stays. */
  @Override
  public boolean covers(String id) {
    try {
      Path file = Path.of(id);
      return file.isAbsolute() && roots.stream().anyMatch(file::startsWith);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** What cannot be told, as below a directory that may not be read now, is held to be there. */
  @Override
  public boolean holds(String id) {
    Path file = Path.of(id);
    return isPicture(file)
        && !Files.notExists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isSymbolicLink(file);
  }
}

package dev.imagespace.sample.collection;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The pictures below some directories, each once, and what could not be read. For one thread. */
final class DirectoryScan extends SimpleFileVisitor<Path> {
  private static final Set<String> EXTENSIONS =
      Set.of("png", "jpg", "jpeg", "gif", "bmp", "webp", "tif", "tiff");
  private static final long LONGEST_SIDECAR = 64 * 1024;

  private final Map<String, Picture> pictures = new TreeMap<>();
  private final List<RejectedPicture> rejected = new ArrayList<>();

  /** Links are not followed: they lead to files twice, or round in a circle. */
  void scan(Path root) {
    try {
      Files.walkFileTree(root, this);
    } catch (IOException e) {
      throw new CollectionException("Cannot read the directory %s (%s).".formatted(root, e), e);
    }
  }

  List<Picture> pictures() {
    return List.copyOf(pictures.values());
  }

  List<RejectedPicture> rejected() {
    return List.copyOf(rejected);
  }

  /** Hidden directories hold thumbnails, trash and version control. */
  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
    return isHidden(directory) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
    if (attributes.isRegularFile() && !isHidden(file) && EXTENSIONS.contains(extension(file))) {
      try {
        requireWritableName(file);
        String stamp = attributes.size() + ":" + attributes.lastModifiedTime().toMillis();
        pictures.put(file.toString(), new Picture(file.toString(), description(file), stamp));
      } catch (IOException e) {
        rejected.add(new RejectedPicture(file.toString(), String.valueOf(e.getMessage())));
      }
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException e) {
    rejected.add(new RejectedPicture(file.toString(), "cannot be read: " + e));
    return FileVisitResult.CONTINUE;
  }

  /** An index keeps names as text. */
  private static void requireWritableName(Path file) throws IOException {
    String encoding = System.getProperty("sun.jnu.encoding");
    try {
      if (Path.of(file.toString()).equals(file)) {
        return;
      }
    } catch (InvalidPathException e) {
      // As where another path comes of it.
    }
    throw new IOException(
        "its name cannot be written in the encoding of this process, %s; start it in a locale of UTF-8, such as LC_ALL=C.UTF-8."
            .formatted(encoding));
  }

  private static @Nullable String description(Path picture) throws IOException {
    Path sidecar = picture.resolveSibling(stem(picture) + ".txt");
    if (!Files.isRegularFile(sidecar)) {
      return null;
    }
    if (Files.size(sidecar) > LONGEST_SIDECAR) {
      throw new IOException("%s is longer than a description (64 KiB).".formatted(sidecar));
    }
    try {
      String text = Files.readString(sidecar).replace("\uFEFF", "").strip();
      return text.isEmpty() ? null : text;
    } catch (CharacterCodingException e) {
      throw new IOException("%s is not UTF-8 text.".formatted(sidecar), e);
    }
  }

  private static boolean isHidden(Path path) {
    return path.getFileName() != null && path.getFileName().toString().startsWith(".");
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(0, name.lastIndexOf('.'));
  }

  private static String extension(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}

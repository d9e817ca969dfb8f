package dev.imagespace.langchain4j.collection.source;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The pictures below a directory, in the order of their names, a directory at a time: only the
 * names on the way are in memory, and a directory that cannot be read hides no other.
 */
final class DirectoryWalk {
  private final Deque<Path> ahead = new ArrayDeque<>();

  DirectoryWalk(Path root) {
    ahead.push(root);
  }

  /**
   * A picture, or why there is none.
   *
   * @param failure null where there is none
   */
  record Found(Path path, @Nullable IOException failure) {}

  Stream<Found> files() {
    return Stream.generate(this::next).takeWhile(Objects::nonNull).map(Objects::requireNonNull);
  }

  private @Nullable Found next() {
    while (!ahead.isEmpty()) {
      Path path = ahead.pop();
      if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        return new Found(path, null);
      }
      try {
        children(path).forEach(ahead::push);
      } catch (IOException | DirectoryIteratorException e) {
        return new Found(path, e instanceof IOException io ? io : new IOException(e));
      }
    }
    return null;
  }

  /** The last first, as they are pushed. */
  private static List<Path> children(Path directory) throws IOException {
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> stream =
        Files.newDirectoryStream(directory, DirectoryWalk::isWanted)) {
      stream.forEach(children::add);
    }
    Collections.sort(children, Collections.reverseOrder());
    return children;
  }

  /** Hidden directories hold thumbnails, trash and version control. */
  private static boolean isWanted(Path path) {
    return Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
        ? !DirectorySource.isHidden(path)
        : DirectorySource.isPicture(path) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }
}

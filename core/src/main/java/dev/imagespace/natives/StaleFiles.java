package dev.imagespace.natives;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What killed processes left behind. Deleted is only what surely belongs to nobody any more: what
 * its process would lock, and nobody does; where that cannot be told, what nobody touched for a
 * day. Stateless.
 */
public final class StaleFiles {
  private static final Logger log = LoggerFactory.getLogger(StaleFiles.class);
  private static final Duration SURELY_DEAD = Duration.ofDays(1);

  /** Between making a file and locking it, its process has written nothing to it. */
  private static final Duration SURELY_LOCKED = Duration.ofMinutes(1);

  private StaleFiles() {}

  /** Files and directories that never came to their place. */
  public static void collect(Path directory) {
    entries(directory, UnpackingFile.PREFIX).stream()
        .filter(entry -> !UnpackingFile.isOpen(entry) && isDead(entry))
        .forEach(StaleFiles::delete);
  }

  /** What JNA was unpacking as its process was killed; it locks nothing. */
  static void collectOfJna(Path directory) {
    entries(directory, "jna").stream().filter(StaleFiles::isOld).forEach(StaleFiles::delete);
  }

  /** What lies beside a private directory, is the same user's, and its process is gone. */
  static void collectBeside(Path own) {
    entries(own.resolveSibling(""), PrivateDirectory.PREFIX).stream()
        .filter(entry -> !entry.equals(own) && isOfSameUser(entry, own))
        .filter(entry -> isDead(entry.resolve(PrivateDirectory.ALIVE)))
        .forEach(StaleFiles::delete);
  }

  private static List<Path> entries(Path directory, String prefix) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.filter(entry -> entry.getFileName().toString().startsWith(prefix)).toList();
    } catch (IOException e) {
      log.debug("{} is not looked through", directory, e);
      return List.of();
    }
  }

  private static boolean isOfSameUser(Path directory, Path own) {
    try {
      FileFacts facts = FileFacts.of(directory);
      return facts.isDirectory() && facts.uid() == FileFacts.of(own).uid();
    } catch (IOException e) {
      log.debug("Whose {} is cannot be told", directory, e);
      return false;
    }
  }

  private static boolean isOld(Path entry) {
    try {
      return isOlder(
          Files.getLastModifiedTime(entry, LinkOption.NOFOLLOW_LINKS).toInstant(), SURELY_DEAD);
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isDead(Path entry) {
    try {
      BasicFileAttributes facts =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      Instant touched = facts.lastModifiedTime().toInstant();
      if (!facts.isRegularFile()) {
        return isOlder(touched, SURELY_DEAD);
      }
      boolean mayBeUnlocked = facts.size() > 0 || isOlder(touched, SURELY_LOCKED);
      return mayBeUnlocked && isUnlocked(entry, touched);
    } catch (IOException e) {
      return false;
    }
  }

  /** Not to be asked of files of this process: its lock would end as the file is closed. */
  private static boolean isUnlocked(Path file, Instant touched) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    } catch (IOException noLocks) {
      return isOlder(touched, SURELY_DEAD);
    }
  }

  private static boolean isOlder(Instant touched, Duration age) {
    return touched.isBefore(Instant.now().minus(age));
  }

  /** With all that is in it; no link is followed. */
  static void delete(Path entry) {
    try (Stream<Path> all = Files.walk(entry)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
      log.debug("{} of a process that was killed is deleted", entry);
    } catch (IOException e) {
      log.debug("{} cannot be deleted", entry, e);
    }
  }
}

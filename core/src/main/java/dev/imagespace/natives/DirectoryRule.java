package dev.imagespace.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * From where code may be loaded: a directory that nobody but this user and the system's own can
 * write to, exchange, or lead elsewhere. The same is asked of all directories and links on the way
 * to it, as sshd asks it of keys. Immutable.
 *
 * @param user number of the user of this process
 * @param sharedParents whether directories above may be writable by all although they are not
 *     sticky, as a volume of a container is
 */
record DirectoryRule(int user, boolean sharedParents) {
  private static final int ROOT = 0;
  private static final int MOST_LINKS = 40;

  /** Why nothing may be loaded from there; empty where it may. */
  Optional<String> objection(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath();
    Deque<Path> ahead = new ArrayDeque<>();
    absolute.forEach(ahead::add);
    Path at = absolute.getRoot();
    Optional<String> objection = toParent(at, FileFacts.of(at));
    int links = 0;
    while (objection.isEmpty() && !ahead.isEmpty()) {
      String name = ahead.pop().toString();
      if (name.equals(".") || name.equals("..")) {
        at = name.equals(".") || at.getParent() == null ? at : at.getParent();
        continue;
      }
      Path next = at.resolve(name);
      FileFacts facts = FileFacts.of(next);
      if (facts.isLink()) {
        objection = toLink(next, facts, ++links);
        Path target = Files.readSymbolicLink(next);
        at = target.isAbsolute() ? target.getRoot() : at;
        pushAll(target, ahead);
      } else {
        objection = toParent(next, facts);
        at = next;
      }
    }
    return objection.isPresent() ? objection : toOthers(at, FileFacts.of(at));
  }

  private static void pushAll(Path target, Deque<Path> ahead) {
    for (int i = target.getNameCount() - 1; i >= 0; i--) {
      ahead.push(target.getName(i));
    }
  }

  private Optional<String> toLink(Path link, FileFacts facts, int links) {
    if (links > MOST_LINKS) {
      return Optional.of("%s is a link in a circle".formatted(link));
    }
    return toOwner(link, facts);
  }

  private Optional<String> toParent(Path directory, FileFacts facts) {
    if (!facts.isDirectory()) {
      return Optional.of("%s is no directory".formatted(directory));
    }
    Optional<String> toOwner = toOwner(directory, facts);
    return toOwner.isPresent() || facts.isSticky() || sharedParents
        ? toOwner
        : toOthers(directory, facts);
  }

  private static Optional<String> toOthers(Path directory, FileFacts facts) {
    return facts.isWritableByOthers()
        ? Optional.of(
            "%s can be written by others than its owner (%s)"
                .formatted(directory, facts.permissions()))
        : Optional.empty();
  }

  private Optional<String> toOwner(Path path, FileFacts facts) {
    return facts.uid() == user || facts.uid() == ROOT
        ? Optional.empty()
        : Optional.of(
            "%s belongs to the user %d, and this process to %d".formatted(path, facts.uid(), user));
  }
}

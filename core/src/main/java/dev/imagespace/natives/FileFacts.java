package dev.imagespace.natives;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Objects;

/**
 * What the file system says of one name, symbolic links not followed. Immutable.
 *
 * @param uid of the owner
 * @param mode as stat(2) has it
 * @param stamp changes with every change of the content, whatever time of the file was set back
 */
record FileFacts(int uid, int mode, long size, String stamp) {

  /** Without it a file has neither an owner's number nor a mode. */
  static final boolean UNIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("unix");

  private static final int TYPE = 0170000;
  private static final int DIRECTORY = 0040000;
  private static final int LINK = 0120000;
  private static final int REGULAR = 0100000;
  private static final int STICKY = 01000;
  private static final int WRITE_FOR_OTHERS = 0022;
  private static final int PERMISSIONS = 07777;

  /** On a system without Unix's attributes, all files are of one user, and written by him alone. */
  static FileFacts of(Path file) throws IOException {
    if (!UNIX) {
      return of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
    }
    Map<String, Object> facts =
        Files.readAttributes(
            file, "unix:uid,mode,size,lastModifiedTime,ctime,ino", LinkOption.NOFOLLOW_LINKS);
    return new FileFacts(
        number(facts, "uid").intValue(),
        number(facts, "mode").intValue(),
        number(facts, "size").longValue(),
        "%s/%s/%s".formatted(facts.get("lastModifiedTime"), facts.get("ctime"), facts.get("ino")));
  }

  private static Number number(Map<String, Object> facts, String name) {
    return (Number) Objects.requireNonNull(facts.get(name), name);
  }

  private static FileFacts of(BasicFileAttributes facts) {
    int type = facts.isDirectory() ? DIRECTORY : facts.isRegularFile() ? REGULAR : LINK;
    return new FileFacts(
        0, type, facts.size(), facts.lastModifiedTime() + "/" + facts.creationTime());
  }

  boolean isDirectory() {
    return (mode & TYPE) == DIRECTORY;
  }

  boolean isLink() {
    return (mode & TYPE) == LINK;
  }

  boolean isRegularFile() {
    return (mode & TYPE) == REGULAR;
  }

  /** In a sticky directory only its owner and that of an entry rename or remove the entry. */
  boolean isSticky() {
    return (mode & STICKY) != 0;
  }

  boolean isWritableByOthers() {
    return (mode & WRITE_FOR_OTHERS) != 0;
  }

  String permissions() {
    return "mode %04o".formatted(mode & PERMISSIONS);
  }
}

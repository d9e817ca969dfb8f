package dev.imagespace.natives;

import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** With which permissions files are made, where the file system has any. Stateless. */
final class Permissions {
  private Permissions() {}

  static FileAttribute<?>[] forMeAlone() {
    return of("rwx------");
  }

  /** What an image of a container brings is read by whoever runs it. */
  static FileAttribute<?>[] readableByAll() {
    return of("rwxr-xr-x");
  }

  private static FileAttribute<?>[] of(String permissions) {
    return FileFacts.UNIX
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }
}

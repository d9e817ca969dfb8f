package dev.imagespace.natives;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why a directory takes no native library, in words. Stateless. */
final class Reason {
  static final String NOEXEC = "%s lies on a file system that lets no code run (mounted 'noexec')";

  private Reason() {}

  static String of(IOException e) {
    if (!(e instanceof FileSystemException failed)) {
      return String.valueOf(e.getMessage());
    }
    String what =
        e instanceof AccessDeniedException
            ? "this user may not write there"
            : e instanceof NoSuchFileException ? "it does not exist" : failed.getReason();
    return "%s (%s)"
        .formatted(what == null ? e.getClass().getSimpleName() : what, failed.getFile());
  }
}

package dev.imagespace.natives;

import dev.imagespace.execution.EngineUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says why a native library is not to be had, and what to do about it. Stateless. */
final class LoadFailure {
  private static final int MOST_CHARACTERS = 500;

  private LoadFailure() {}

  static EngineUnavailableException unpacking(String name, Path directory, IOException e) {
    return new EngineUnavailableException(
        "The native library '%s' cannot be unpacked to %s: %s. %s."
            .formatted(name, directory, Reason.of(e), NativeDirectory.REMEDY),
        e);
  }

  static EngineUnavailableException loading(String name, Throwable e) {
    if (e instanceof EngineUnavailableException known) {
      return known;
    }
    String said = said(e);
    return new EngineUnavailableException(
        "The native library '%s' cannot be loaded: %s. %s."
            .formatted(name, said, remedy(said.toLowerCase(Locale.ROOT))),
        e);
  }

  private static String remedy(String said) {
    if (said.contains("already loaded in another classloader")) {
      return "Another class loader of this JVM has it from a directory that the application names itself: let a parent of both load the library, or leave that setting out";
    }
    if (said.contains("failed to map segment") || said.contains("operation not permitted")) {
      return "Its directory lies on a file system that lets no code run (mounted 'noexec'). "
          + NativeDirectory.REMEDY;
    }
    if (said.contains("no space left")) {
      return NativeDirectory.REMEDY + ", with space for it";
    }
    return "It is there for Linux, macOS and Windows on the usual processors, as its jar has it; on Linux it needs glibc";
  }

  /** The innermost message: the layers around it say only that something failed. */
  private static String said(Throwable e) {
    String said = null;
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      said = cause.getMessage() == null ? said : cause.getMessage();
    }
    String text = said == null ? e.getClass().getSimpleName() : said;
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
  }
}

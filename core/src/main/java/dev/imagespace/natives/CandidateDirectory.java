package dev.imagespace.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A directory that native libraries may be unpacked to, or may not. Immutable.
 *
 * @param readOnlyToo whether it will do where this process cannot write to it, as an image of a
 *     container may bring the libraries
 * @param sharedParents as {@link DirectoryRule#sharedParents}
 */
record CandidateDirectory(Path directory, boolean readOnlyToo, boolean sharedParents) {
  private static final Path ME = Path.of("/proc/self");

  /** Why it may not; null where it may. Makes it where it is not there. */
  @Nullable String objection() {
    try {
      if (!Files.isDirectory(directory)) {
        Files.createDirectories(directory, Permissions.readableByAll());
      }
      try (UnpackingFile probe = UnpackingFile.in(directory, Permissions.forMeAlone())) {
        return Files.isExecutable(probe.path())
            ? objection(FileFacts.of(probe.path()).uid())
            : Reason.NOEXEC.formatted(directory);
      }
    } catch (IOException e) {
      // Not by a file that was just made, then.
      return readOnlyToo && Files.isDirectory(directory) && Files.exists(ME)
          ? objectionToReading()
          : Reason.of(e);
    }
  }

  private @Nullable String objectionToReading() {
    try {
      return objection(FileFacts.of(ME).uid());
    } catch (IOException e) {
      return Reason.of(e);
    }
  }

  private @Nullable String objection(int user) throws IOException {
    return new DirectoryRule(user, sharedParents).objection(directory).orElse(null);
  }
}

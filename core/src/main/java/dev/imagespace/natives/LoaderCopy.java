package dev.imagespace.natives;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The libraries once more, for a class loader that is not the first of its JVM: the JVM gives a
 * file to one loader, by its name. A bridge is copied, as it keeps what belongs to the classes of
 * its loader. What is shared gets another name (a hard link), by which the system's linker sees
 * that it has that file loaded. Where the linker is done, nobody needs the names any more.
 */
record LoaderCopy(Path directory) implements AutoCloseable {

  static LoaderCopy of(Path base, Path unpacked, List<NativeLibrary> libraries) throws IOException {
    LoaderCopy copy =
        new LoaderCopy(
            Files.createTempDirectory(base, UnpackingFile.PREFIX, Permissions.forMeAlone()));
    try {
      for (NativeLibrary library : libraries) {
        Path original = unpacked.resolve(library.name());
        Path here = copy.directory.resolve(library.name());
        if (library.bridge()) {
          Files.copy(original, here);
        } else {
          Files.createLink(here, original);
        }
      }
      return copy;
    } catch (IOException | UnsupportedOperationException e) {
      copy.close();
      throw new IOException(
          "%s, which a second class loader of this JVM needs: %s"
              .formatted("A copy of the libraries cannot be made", e.getMessage()),
          e);
    }
  }

  /** Where libraries that are loaded cannot be deleted, a later start does it. */
  @Override
  public void close() {
    StaleFiles.delete(directory);
  }
}

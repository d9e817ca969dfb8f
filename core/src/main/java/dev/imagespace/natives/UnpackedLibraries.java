package dev.imagespace.natives;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.imagespace.fingerprint.Sha256;
import dev.imagespace.natives.Manifest.Line;
import dev.imagespace.natives.NativeLibrary.EntryMetadata;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Libraries that belong together, in a directory named by what is in them. Each is unpacked beside
 * its place, hashed, and moved there whole. A later start hashes it again wherever its file is not
 * the very one of the manifest, and replaces what has another content. Safe between processes.
 */
final class UnpackedLibraries {
  private static final Logger log = LoggerFactory.getLogger(UnpackedLibraries.class);
  private static final int LENGTH_OF_NAME = 16;

  private final Path base;
  private final Path directory;
  private final List<NativeLibrary> libraries;
  private final Map<String, EntryMetadata> metadata = new LinkedHashMap<>();

  private UnpackedLibraries(Path base, String name, List<NativeLibrary> libraries)
      throws IOException {
    this.base = base;
    this.libraries = libraries;
    MessageDigest content = Sha256.digest();
    for (NativeLibrary library : libraries) {
      EntryMetadata said = library.metadata();
      metadata.put(library.name(), said);
      content.update("%s %s\n".formatted(library.name(), said).getBytes(UTF_8));
    }
    this.directory = base.resolve(name + "-" + Sha256.hex(content).substring(0, LENGTH_OF_NAME));
  }

  /**
   * The directory below the base that holds all of them, and each as the jar does.
   *
   * @throws IOException where they are not there and cannot be unpacked
   */
  static Path in(Path base, String name, List<NativeLibrary> libraries) throws IOException {
    StaleFiles.collect(base);
    StaleFiles.collectOfJna(base);
    UnpackedLibraries unpacked = new UnpackedLibraries(base, name, libraries);
    if (!unpacked.areThere()) {
      try (FolderLock once = FolderLock.await(base)) {
        log.trace("Unpacking under {}", once);
        unpacked.unpack();
      }
      PrivateDirectory.deleteAtExit(base);
    }
    unpacked.requireExecutable();
    return unpacked.directory;
  }

  private boolean areThere() throws IOException {
    if (!isOurs()) {
      return false;
    }
    Manifest manifest = Manifest.of(directory);
    Map<String, Line> lines = new LinkedHashMap<>();
    for (NativeLibrary library : libraries) {
      Line line = verified(library, manifest.lines().get(library.name()));
      if (line == null) {
        return false;
      }
      lines.put(library.name(), line);
    }
    note(new Manifest(lines), manifest);
    return true;
  }

  private void unpack() throws IOException {
    if (!isOurs()) {
      if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        StaleFiles.delete(directory);
      }
      Files.createDirectory(directory, Permissions.readableByAll());
    }
    Manifest manifest = Manifest.of(directory);
    Map<String, Line> lines = new LinkedHashMap<>();
    for (NativeLibrary library : libraries) {
      Line line = verified(library, manifest.lines().get(library.name()));
      lines.put(library.name(), line != null ? line : unpack(library));
    }
    note(new Manifest(lines), manifest);
  }

  /** The base is nobody else's; that need not hold for what was in it before it was. */
  private boolean isOurs() throws IOException {
    try {
      FileFacts facts = FileFacts.of(directory);
      return facts.isDirectory() && !facts.isWritableByOthers();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** What is true of the file now; null where it is not what the jar holds. */
  private @Nullable Line verified(NativeLibrary library, @Nullable Line known) throws IOException {
    Path file = directory.resolve(library.name());
    if (known == null || !Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    FileFacts facts = FileFacts.of(file);
    boolean same =
        facts.isRegularFile()
            && !facts.isWritableByOthers()
            && facts.size() == metadata(library).size()
            && (facts.stamp().equals(known.stamp()) || Sha256.of(file).equals(known.sha256()));
    return same ? new Line(known.sha256(), facts.stamp()) : null;
  }

  private Line unpack(NativeLibrary library) throws IOException {
    Path target = directory.resolve(library.name());
    if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      log.warn("{} is not what its jar holds, and is replaced", target);
    }
    CRC32 checksum = new CRC32();
    MessageDigest hash = Sha256.digest();
    try (UnpackingFile partial = UnpackingFile.in(base, Permissions.readableByAll())) {
      long size;
      try (InputStream in = new CheckedInputStream(library.source().openStream(), checksum);
          OutputStream out = new DigestOutputStream(partial.stream(), hash)) {
        size = in.transferTo(out);
      }
      EntryMetadata said = metadata(library);
      if (size != said.size() || (said.isCrc() && checksum.getValue() != said.version())) {
        throw new IOException("%s is damaged".formatted(library.source()));
      }
      partial.moveTo(target);
    }
    log.debug("{} is unpacked", target);
    return new Line(Sha256.hex(hash), FileFacts.of(target).stamp());
  }

  private EntryMetadata metadata(NativeLibrary library) {
    return Objects.requireNonNull(metadata.get(library.name()));
  }

  private void note(Manifest manifest, Manifest before) {
    if (manifest.equals(before)) {
      return;
    }
    try {
      manifest.writeTo(base, directory);
    } catch (IOException e) {
      log.debug("What is in {} is hashed again at the next start", directory, e);
    }
  }

  private void requireExecutable() throws IOException {
    for (NativeLibrary library : libraries) {
      if (!Files.isExecutable(directory.resolve(library.name()))) {
        throw new IOException(Reason.NOEXEC.formatted(directory));
      }
    }
  }
}

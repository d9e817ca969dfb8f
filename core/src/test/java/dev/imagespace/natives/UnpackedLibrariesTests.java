package dev.imagespace.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UnpackedLibrariesTests {
  private final Path temporary;
  private final Path base;
  private Path engine;

  UnpackedLibrariesTests(@TempDir Path temporary) {
    this.temporary = temporary;
    this.base = temporary.resolve("base");
    this.engine = base;
  }

  @BeforeEach
  void unpack() throws IOException {
    Files.createDirectory(base);
    engine = unpacked("first").resolve("engine.so");
  }

  @Test
  void theSecondStartTouchesNothing() throws IOException {
    FileFacts before = FileFacts.of(engine);

    assertThat(unpacked("first").resolve("engine.so")).isEqualTo(engine);
    assertThat(FileFacts.of(engine)).isEqualTo(before);
    assertThat(engine).hasContent("engine of first");
    assertThat(engine.resolveSibling("bridge.so")).hasContent("bridge of first");
  }

  @Test
  void anotherContentHasAnotherDirectory() throws IOException {
    assertThat(unpacked("second").resolve("engine.so"))
        .isNotEqualTo(engine)
        .hasContent("engine of second");
    assertThat(engine).hasContent("engine of first");
  }

  @Test
  void aTruncatedLibraryIsReplaced() throws IOException {
    try (FileChannel channel = FileChannel.open(engine, StandardOpenOption.WRITE)) {
      channel.truncate(3);
    }
    unpacked("first");

    assertThat(engine).hasContent("engine of first");
  }

  @Test
  void anAlteredLibraryIsReplacedWhateverItsTimeAndSize() throws IOException {
    FileTime time = Files.getLastModifiedTime(engine);
    String before = FileFacts.of(engine).stamp();
    // In place, the same file; until the clock of the file system has ticked.
    while (FileFacts.of(engine).stamp().equals(before)) {
      try (FileChannel channel = FileChannel.open(engine, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(new byte[] {'E'}));
      }
      Files.setLastModifiedTime(engine, time);
    }
    unpacked("first");

    assertThat(engine).hasContent("engine of first");
  }

  @Test
  void aFileThatWasCopiedIsHashedAndStays() throws IOException {
    Path copy = Files.copy(engine, temporary.resolve("copy"));
    Files.move(copy, engine, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwxr-xr-x"));
    String inode = FileFacts.of(engine).stamp();
    unpacked("first");

    assertThat(FileFacts.of(engine).stamp()).isEqualTo(inode);
    assertThat(Manifest.of(engine.resolveSibling("")).lines())
        .hasEntrySatisfying("engine.so", line -> assertThat(line.stamp()).isEqualTo(inode));
  }

  @Test
  void aLinkToTheRightContentIsReplacedByAFile() throws IOException {
    Path elsewhere = Files.move(engine, temporary.resolve("elsewhere"));
    Files.createSymbolicLink(engine, elsewhere);
    unpacked("first");

    assertThat(Files.isSymbolicLink(engine)).isFalse();
    assertThat(engine).hasContent("engine of first");
  }

  @Test
  void aDirectoryThatIsALinkIsReplacedByADirectory() throws IOException {
    Path directory = engine.resolveSibling("");
    Path elsewhere = Files.move(directory, temporary.resolve("elsewhere"));
    Files.createSymbolicLink(directory, elsewhere);
    unpacked("first");

    assertThat(Files.isSymbolicLink(directory)).isFalse();
    assertThat(elsewhere.resolve("engine.so")).exists();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void whatAllCouldHaveWrittenIsReplaced() throws IOException {
    Files.setPosixFilePermissions(engine, PosixFilePermissions.fromString("rwxrwxrwx"));
    String before = FileFacts.of(engine).stamp();
    unpacked("first");

    assertThat(FileFacts.of(engine).stamp()).isNotEqualTo(before);
    assertThat(FileFacts.of(engine).isWritableByOthers()).isFalse();
  }

  @Test
  void withoutItsManifestAllIsUnpackedAgain() throws IOException {
    Files.writeString(engine.resolveSibling("manifest"), "not one\n");
    Files.writeString(engine, "engine of nobody");
    unpacked("first");

    assertThat(engine).hasContent("engine of first");
  }

  @Test
  void nothingIsLeftBesideTheDirectories() throws IOException {
    try (Stream<Path> entries = Files.list(base)) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .containsExactlyInAnyOrder("lock", engine.getName(engine.getNameCount() - 2).toString());
    }
  }

  @Test
  void whatAKilledProcessWasWritingIsDeleted() throws IOException {
    Path file = Files.writeString(base.resolve("unpacking-1"), "half a lib");
    unpacked("first");

    assertThat(file).doesNotExist();
  }

  @Test
  void whatAnOlderVersionLeftIsDeletedADayLater() throws IOException {
    Path young = Files.createDirectory(base.resolve("unpacking-2"));
    Path old = Files.createDirectory(base.resolve("unpacking-3"));
    Files.writeString(old.resolve("engine.so"), "half a lib");
    Path ofJna = Files.writeString(base.resolve("jna123.tmp"), "half a lib");
    FileTime aDayAgo = FileTime.from(Instant.now().minus(Duration.ofHours(25)));
    Files.setLastModifiedTime(old, aDayAgo);
    Files.setLastModifiedTime(ofJna, aDayAgo);
    unpacked("first");

    assertThat(young).exists();
    assertThat(old).doesNotExist();
    assertThat(ofJna).doesNotExist();
  }

  @Test
  void whatThisProcessIsWritingStays() throws IOException {
    try (UnpackingFile file = UnpackingFile.in(base)) {
      file.stream().write(1);
      Files.setLastModifiedTime(
          file.path(), FileTime.from(Instant.now().minus(Duration.ofDays(2))));
      unpacked("first");

      assertThat(file.path()).exists();
    }
  }

  @Test
  void aDirectoryThatTakesNothingIsAnError() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "no directory");

    assertThatThrownBy(
            () -> UnpackedLibraries.in(file, "made", MadeJar.in(temporary, "first").libraries()))
        .isInstanceOf(IOException.class);
  }

  private Path unpacked(String content) throws IOException {
    return UnpackedLibraries.in(base, "made", MadeJar.in(temporary, content).libraries());
  }
}

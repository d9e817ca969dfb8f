package dev.imagespace.model.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.model.cache.PartialFile.Chunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFileTests {
  private static final HubFile TEN_BYTES = new HubFile("weights", "abc", 10);

  /** As {@code printf 0123456789 | sha256sum} says. */
  private static final HubFile DIGITS =
      new HubFile(
          "weights", "84d89877f0d4041efb6bf91a16f0248f2fd573e6af05c19f96bedb9f882f7882", 10);

  private static final PartialFile.Sizes IN_ONE = new PartialFile.Sizes(10, 10);

  private final Path blob;
  private final Path file;
  private final Path notes;

  PartialFileTests(@TempDir Path temporary) {
    blob = temporary.resolve("blob");
    file = temporary.resolve("blob.imagespace-part");
    notes = temporary.resolve("blob.imagespace-part.chunks");
  }

  /** The first and the last of three chunks are there, as a process left them that ended. */
  @BeforeEach
  void breakOff() {
    try (PartialFile partial = open()) {
      assertThat(partial.missing())
          .containsExactly(new Chunk(0, 4), new Chunk(4, 8), new Chunk(8, 10));
      fill(partial, new Chunk(0, 4), "0123");
      fill(partial, new Chunk(8, 10), "89");
      partial.write("45".getBytes(StandardCharsets.UTF_8), 2, 4);
    }
  }

  @Test
  void onlyChunksThatAreWholeAreThere() {
    try (PartialFile partial = open()) {
      assertThat(partial.missing()).containsExactly(new Chunk(4, 8));
      assertThat(partial.bytesDone()).isEqualTo(6);
    }
  }

  @Test
  void theWholeTakesItsPlaceAndLeavesNothingBeside() throws IOException {
    try (PartialFile partial = open()) {
      fill(partial, new Chunk(4, 8), "4567");
      assertThat(partial.finish()).isTrue();
    }

    assertThat(blob).hasContent("0123456789");
    assertThat(names(blob)).containsExactly("blob");
  }

  @Test
  void bytesOfAnotherHashAreForgottenAndFetchedAnew() throws IOException {
    Path hashed = blob.resolveSibling("hashed");
    try (PartialFile partial = PartialFile.resumed(hashed, DIGITS, IN_ONE)) {
      fill(partial, new Chunk(0, 10), "01234-6789");
      assertThat(partial.finish()).isFalse();
      assertThat(partial.missing()).containsExactly(new Chunk(0, 10));

      fill(partial, new Chunk(0, 10), "0123456789");
      assertThat(partial.finish()).isTrue();
    }

    assertThat(hashed).hasContent("0123456789");
  }

  @Test
  void wrongBytesLeaveNoFile() throws IOException {
    Path hashed = blob.resolveSibling("hashed");
    try (PartialFile partial = PartialFile.resumed(hashed, DIGITS, IN_ONE)) {
      fill(partial, new Chunk(0, 10), "wrongbytes");
      assertThat(partial.finish()).isFalse();
    }

    assertThat(names(blob)).noneMatch(name -> name.startsWith("hashed"));
  }

  /** As two processes do where the file system has no locks. */
  @Test
  void unsharedFilesAreIndependentAndTheFirstThatIsWholeStays() throws IOException {
    Path other = blob.resolveSibling("other");
    try (PartialFile first = PartialFile.unshared(other, TEN_BYTES, new PartialFile.Sizes(4, 4));
        PartialFile second = PartialFile.unshared(other, TEN_BYTES, new PartialFile.Sizes(4, 4));
        PartialFile third = PartialFile.unshared(other, TEN_BYTES, new PartialFile.Sizes(4, 4))) {
      fill(first, new Chunk(0, 10), "0123456789");
      assertThat(second.bytesDone()).isZero();
      fill(second, new Chunk(0, 10), "0123456789");
      fill(third, new Chunk(0, 4), "0123");

      assertThat(first.finish()).isTrue();
      FileTime written = FileTime.fromMillis(1000);
      Files.setLastModifiedTime(other, written);
      assertThat(second.finish()).isTrue();

      // Not replaced: who has mapped it would find another file in its place.
      assertThat(Files.getLastModifiedTime(other)).isEqualTo(written);
    }

    assertThat(other).hasContent("0123456789");
    assertThat(names(blob)).filteredOn(name -> name.startsWith("other")).containsExactly("other");
  }

  /** As a mount may do that grants locks to each machine for itself. */
  @Test
  void whoLosesItsFileToAFasterProcessFindsTheBlob() throws IOException {
    try (PartialFile partial = open()) {
      fill(partial, new Chunk(4, 8), "4567");
      Files.move(file, blob);

      assertThat(partial.finish()).isTrue();
    }

    assertThat(blob).hasContent("0123456789");
  }

  @Test
  void aNoteThatWasNotFinishedSaysNothing() throws IOException {
    Files.writeString(notes, "10/4: 1", StandardOpenOption.APPEND);

    try (PartialFile partial = open()) {
      assertThat(partial.missing()).containsExactly(new Chunk(4, 8));
    }
  }

  @Test
  void aNoteAfterOneThatWasNotFinishedCounts() throws IOException {
    Files.writeString(notes, "10/4:", StandardOpenOption.APPEND);
    try (PartialFile partial = open()) {
      fill(partial, new Chunk(4, 8), "4567");
    }

    try (PartialFile partial = open()) {
      assertThat(partial.missing()).isEmpty();
    }
  }

  @Test
  void notesWithoutTheirBytesSayNothing() throws IOException {
    Files.delete(file);
    try (PartialFile partial = open()) {
      assertThat(partial.bytesDone()).isZero();
    }
  }

  @Test
  void bytesThatWereCutOffAreNotThere() throws IOException {
    Files.write(file, new byte[5]);

    try (PartialFile partial = open()) {
      assertThat(partial.missing()).containsExactly(new Chunk(4, 8), new Chunk(8, 10));
    }
  }

  @Test
  void aPartOfAChunkCountsByItsBlocks() {
    Path other = blob.resolveSibling("other");
    PartialFile.Sizes sizes = new PartialFile.Sizes(2, 6);
    try (PartialFile partial = PartialFile.resumed(other, TEN_BYTES, sizes)) {
      assertThat(partial.missing()).containsExactly(new Chunk(0, 6), new Chunk(6, 10));
      partial.write("01234".getBytes(StandardCharsets.UTF_8), 5, 0);
      partial.arrived(0, 5);
    }

    try (PartialFile partial = PartialFile.resumed(other, TEN_BYTES, sizes)) {
      assertThat(partial.bytesDone()).isEqualTo(4);
      assertThat(partial.missing()).containsExactly(new Chunk(4, 10));
    }
  }

  @Test
  void anotherSizeOfChunksBeginsAgain() {
    try (PartialFile partial = PartialFile.resumed(blob, TEN_BYTES, new PartialFile.Sizes(5, 5))) {
      assertThat(partial.bytesDone()).isZero();
    }
  }

  @Test
  void notesThatAreNotTextSayNothing() throws IOException {
    Files.write(notes, new byte[] {(byte) 0xff, 0, '\n'}, StandardOpenOption.APPEND);

    try (PartialFile partial = open()) {
      assertThat(partial.missing()).containsExactly(new Chunk(4, 8));
    }
  }

  private PartialFile open() {
    return PartialFile.resumed(blob, TEN_BYTES, new PartialFile.Sizes(4, 4));
  }

  private static List<String> names(Path blob) throws IOException {
    try (var files = Files.list(blob.resolveSibling(""))) {
      return files.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static void fill(PartialFile partial, Chunk chunk, String bytes) {
    partial.write(bytes.getBytes(StandardCharsets.UTF_8), bytes.length(), chunk.from());
    partial.arrived(chunk.from(), chunk.to());
  }
}

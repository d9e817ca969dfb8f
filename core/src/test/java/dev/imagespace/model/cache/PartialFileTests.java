package dev.imagespace.model.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.model.cache.PartialFile.Chunk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialFileTests {
  private static final HubFile TEN_BYTES = new HubFile("weights", "abc", 10);
  private final Path file;
  private final Path notes;

  PartialFileTests(@TempDir Path temporary) {
    file = temporary.resolve("part");
    notes = temporary.resolve("part.chunks");
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
    Path blob = file.resolveSibling("blob");
    try (PartialFile partial = open()) {
      fill(partial, new Chunk(4, 8), "4567");
      partial.moveTo(blob);
    }

    assertThat(blob).hasContent("0123456789");
    assertThat(file).doesNotExist();
    assertThat(notes).doesNotExist();
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
    Path other = file.resolveSibling("other");
    PartialFile.Sizes sizes = new PartialFile.Sizes(2, 6);
    try (PartialFile partial = PartialFile.open(other, TEN_BYTES, sizes)) {
      assertThat(partial.missing()).containsExactly(new Chunk(0, 6), new Chunk(6, 10));
      partial.write("01234".getBytes(StandardCharsets.UTF_8), 5, 0);
      partial.arrived(0, 5);
    }

    try (PartialFile partial = PartialFile.open(other, TEN_BYTES, sizes)) {
      assertThat(partial.bytesDone()).isEqualTo(4);
      assertThat(partial.missing()).containsExactly(new Chunk(4, 10));
    }
  }

  @Test
  void anotherSizeOfChunksBeginsAgain() {
    try (PartialFile partial = PartialFile.open(file, TEN_BYTES, new PartialFile.Sizes(5, 5))) {
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
    return PartialFile.open(file, TEN_BYTES, new PartialFile.Sizes(4, 4));
  }

  private static void fill(PartialFile partial, Chunk chunk, String bytes) {
    partial.write(bytes.getBytes(StandardCharsets.UTF_8), bytes.length(), chunk.from());
    partial.arrived(chunk.from(), chunk.to());
  }
}

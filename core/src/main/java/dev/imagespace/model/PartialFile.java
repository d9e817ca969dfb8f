package dev.imagespace.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A file that is fetched in chunks, in any order, over as many runs as it takes. A chunk is noted
 * beside it only after all of its bytes are written, so that a run after a crash knows truly what
 * is there. Thread-safe; one process at a time, which a lock outside sees to.
 */
final class PartialFile implements AutoCloseable {
  private final Path file;
  private final Path notes;
  private final HubFile whole;
  private final int chunkBytes;
  private final FileChannel channel;
  private final FileChannel notesChannel;
  private final BitSet done = new BitSet();

  private PartialFile(Path file, HubFile whole, int chunkBytes) throws IOException {
    this.file = file;
    this.notes = file.resolveSibling(file.getFileName() + ".chunks");
    this.whole = whole;
    this.chunkBytes = chunkBytes;
    readNotes();
    channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    notesChannel = FileChannel.open(notes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** Goes on where an earlier run left off. */
  static PartialFile open(Path file, HubFile whole, int chunkBytes) {
    try {
      return new PartialFile(file, whole, chunkBytes);
    } catch (IOException e) {
      throw ModelCache.notWritable(file, e);
    }
  }

  /** From (inclusive) to (exclusive), in bytes of the whole. */
  record Chunk(int number, long from, long to) {}

  synchronized List<Chunk> missing() {
    List<Chunk> missing = new ArrayList<>();
    for (int number = 0; (long) number * chunkBytes < whole.size(); number++) {
      if (!done.get(number)) {
        missing.add(chunk(number));
      }
    }
    return missing;
  }

  private Chunk chunk(int number) {
    long from = (long) number * chunkBytes;
    return new Chunk(number, from, Math.min(from + chunkBytes, whole.size()));
  }

  synchronized long bytesDone() {
    return done.stream().mapToObj(this::chunk).mapToLong(chunk -> chunk.to() - chunk.from()).sum();
  }

  void write(byte[] bytes, int length, long position) {
    try {
      ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
      long at = position;
      while (buffer.hasRemaining()) {
        at += channel.write(buffer, at);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** All bytes of the chunk are written. */
  synchronized void finish(Chunk chunk) {
    try {
      // The line before may be one that a crash cut off.
      String note = "\n" + line() + chunk.number() + "\n";
      notesChannel.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)));
      done.set(chunk.number());
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Notes of another chunk size, or without the end of a line, say nothing. */
  private void readNotes() throws IOException {
    if (!Files.isRegularFile(notes) || !Files.isRegularFile(file)) {
      Files.deleteIfExists(notes);
      return;
    }
    String text = Files.readString(notes);
    String known = text.substring(0, text.lastIndexOf('\n') + 1);
    for (String entry : known.split("\n", -1)) {
      String number = entry.startsWith(line()) ? entry.substring(line().length()) : "";
      if (number.matches("\\d{1,9}") && chunk(Integer.parseInt(number)).to() <= Files.size(file)) {
        done.set(Integer.parseInt(number));
      }
    }
  }

  private String line() {
    return whole.size() + "/" + chunkBytes + ": ";
  }

  private ModelCacheException failed(IOException e) {
    return new ModelCacheException(
        "The download to %s could not be written: %s. It needs %,d bytes and the disk has %,d free; what is there is kept, and the next run goes on from it. Free some space, or set 'imagespace.model-cache-dir' to a larger disk."
            .formatted(
                file, e.getMessage(), whole.size() - bytesDone(), file.toFile().getUsableSpace()),
        e);
  }

  /** The whole file takes its place; nothing is left beside it. */
  void moveTo(Path target) {
    try {
      // A machine that loses its power must not leave a name without its bytes.
      channel.force(true);
      close();
      RepositoryCache.move(file, target);
      Files.deleteIfExists(notes);
    } catch (IOException e) {
      throw ModelCache.notWritable(target, e);
    }
  }

  /** Forgets all bytes. */
  void discard() {
    close();
    try {
      Files.deleteIfExists(notes);
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw ModelCache.notWritable(file, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      notesChannel.close();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}

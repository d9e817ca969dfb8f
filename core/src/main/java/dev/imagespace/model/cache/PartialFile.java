package dev.imagespace.model.cache;

import dev.imagespace.model.ModelCacheException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A file that is fetched in chunks of some blocks, in any order, over as many runs as it takes. A
 * block is noted beside it only after all of its bytes are written, so that a run after a crash
 * knows truly what is there. Thread-safe; one process at a time, which a lock outside sees to.
 */
public final class PartialFile implements AutoCloseable {
  private final Path file;
  private final Path notes;
  private final HubFile whole;
  private final Sizes sizes;
  private final FileChannel channel;
  private final FileChannel notesChannel;
  private final BitSet done = new BitSet();

  /**
   * Into what a file is divided, in bytes.
   *
   * @param block that is noted
   * @param chunk that is asked for at once, at most: a multiple of a block
   */
  public record Sizes(int block, int chunk) {}

  private PartialFile(Path file, HubFile whole, Sizes sizes) throws IOException {
    this.file = file;
    this.notes = file.resolveSibling(file.getFileName() + ".chunks");
    this.whole = whole;
    this.sizes = sizes;
    readNotes();
    channel = openHere(file, StandardOpenOption.WRITE);
    notesChannel = openHere(notes, StandardOpenOption.APPEND);
  }

  /** No link is followed: in a directory that others write to, it would be theirs. */
  private static FileChannel openHere(Path file, OpenOption how) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, how, LinkOption.NOFOLLOW_LINKS);
  }

  /** Goes on where an earlier run left off. */
  public static PartialFile open(Path file, HubFile whole, Sizes sizes) {
    try {
      return new PartialFile(file, whole, sizes);
    } catch (IOException e) {
      throw ModelCache.notWritable(file, e);
    }
  }

  /** From (inclusive) to (exclusive), in bytes of the whole. */
  public record Chunk(long from, long to) {}

  /** What is not there, in chunks. */
  public synchronized List<Chunk> missing() {
    List<Chunk> missing = new ArrayList<>();
    int blocks = blocks();
    int most = sizes.chunk() / sizes.block();
    for (int first = done.nextClearBit(0); first < blocks; ) {
      int known = done.nextSetBit(first);
      int end = Math.min(Math.min(first + most, known < 0 ? blocks : known), blocks);
      missing.add(new Chunk(start(first), start(end)));
      first = done.nextClearBit(end);
    }
    return missing;
  }

  private long start(int block) {
    return Math.min((long) block * sizes.block(), whole.size());
  }

  public synchronized long bytesDone() {
    return done.stream().mapToLong(block -> start(block + 1) - start(block)).sum();
  }

  public void write(byte[] bytes, int length, long position) {
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

  /**
   * All bytes in between are written: the blocks that this completes are there.
   *
   * @param from the beginning of a chunk
   */
  public synchronized void arrived(long from, long to) {
    try {
      int end = to == whole.size() ? blocks() : (int) (to / sizes.block());
      for (int block = done.nextClearBit((int) (from / sizes.block())); block < end; ) {
        // The line before may be one that a crash cut off.
        String note = "\n" + line() + block + "\n";
        notesChannel.write(ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8)));
        done.set(block);
        block = done.nextClearBit(block);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private int blocks() {
    return Math.toIntExact((whole.size() + sizes.block() - 1) / sizes.block());
  }

  /** Notes of another block size, or without the end of a line, say nothing. */
  private void readNotes() throws IOException {
    if (!Files.isRegularFile(notes, LinkOption.NOFOLLOW_LINKS)
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(notes);
      return;
    }
    // Bytes that a crash left are no reason to fail: any are characters here.
    String text = Files.readString(notes, StandardCharsets.ISO_8859_1);
    String known = text.substring(0, text.lastIndexOf('\n') + 1);
    for (String entry : known.split("\n", -1)) {
      String number = entry.startsWith(line()) ? entry.substring(line().length()) : "";
      if (number.matches("\\d{1,8}") && start(Integer.parseInt(number) + 1) <= Files.size(file)) {
        done.set(Integer.parseInt(number));
      }
    }
  }

  private String line() {
    return whole.size() + "/" + sizes.block() + ": ";
  }

  private ModelCacheException failed(IOException e) {
    return new ModelCacheException(
        "The download to %s could not be written: %s. It needs %,d bytes and the disk has %,d free; what is there is kept, and the next run goes on from it. Free some space, or set 'imagespace.model-cache-dir' to a larger disk."
            .formatted(
                file, e.getMessage(), whole.size() - bytesDone(), file.toFile().getUsableSpace()),
        e);
  }

  /** The whole file takes its place; nothing is left beside it. */
  public void moveTo(Path target) throws IOException {
    // A machine that loses its power must not leave a name without its bytes.
    channel.force(true);
    close();
    RepositoryCache.move(file, target);
    Files.deleteIfExists(notes);
  }

  /** Forgets all bytes. */
  public void discard() {
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

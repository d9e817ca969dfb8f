package dev.imagespace.model.cache;

import dev.imagespace.model.ModelCacheException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
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
import java.util.UUID;

/**
 * A blob that is fetched in chunks of some blocks, in any order, over as many runs as it takes. A
 * block is noted beside the file only after all of its bytes are written, so that a run after a
 * crash knows what is really there. Thread-safe; used by one process at a time.
 */
public final class PartialFile implements AutoCloseable {
  private final Path blob;
  private final Path file;
  private final Path notes;
  private final HubFile whole;
  private final Sizes sizes;
  private final boolean resumable;
  private final FileChannel channel;
  private final FileChannel notesChannel;
  private final BitSet done = new BitSet();
  private boolean restarted;

  /**
   * Into what a file is divided, in bytes.
   *
   * @param block that is noted
   * @param chunk the most that one request asks for: a multiple of a block
   */
  record Sizes(int block, int chunk) {}

  private PartialFile(Path blob, String suffix, HubFile whole, Sizes sizes, boolean resumable)
      throws IOException {
    this.blob = blob;
    this.file = blob.resolveSibling(blob.getFileName() + suffix);
    this.notes = file.resolveSibling(file.getFileName() + ".chunks");
    this.whole = whole;
    this.sizes = sizes;
    this.resumable = resumable;
    readNotes();
    channel = openHere(file, StandardOpenOption.WRITE);
    notesChannel = openHere(notes, StandardOpenOption.APPEND);
  }

  /** Follows no link: in a directory that others write to, it would be theirs. */
  private static FileChannel openHere(Path file, OpenOption how) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, how, LinkOption.NOFOLLOW_LINKS);
  }

  /** Goes on from where an earlier run stopped; the caller excludes other processes. */
  static PartialFile resumed(Path blob, HubFile whole, Sizes sizes) {
    return open(blob, ".imagespace-part", whole, sizes, true);
  }

  /** Begins in a file of its own, which no other process knows, and which no run goes on with. */
  static PartialFile unshared(Path blob, HubFile whole, Sizes sizes) {
    return open(blob, "." + UUID.randomUUID() + ".imagespace-part", whole, sizes, false);
  }

  private static PartialFile open(
      Path blob, String suffix, HubFile whole, Sizes sizes, boolean resumable) {
    try {
      return new PartialFile(blob, suffix, whole, sizes, resumable);
    } catch (IOException e) {
      throw CacheWriter.notWritable(blob.resolveSibling(blob.getFileName() + suffix), e);
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

  /**
   * Requires room on the disk for the missing bytes.
   *
   * @param what the file is, for the message
   * @throws ModelCacheException where there is not enough
   */
  public void requireSpace(String what) {
    long needed = whole.size() - bytesDone();
    // Not by its FileStore: in some containers that is not to be found. 0 means that the free space
    // is unknown, or that the disk is full, which the first write reports.
    long free = file.toFile().getUsableSpace();
    if (free > 0 && free < needed) {
      throw new ModelCacheException(
          "%s needs %,d bytes more and the disk of %s has %,d free. Free some space, or set 'imagespace.model-cache-dir' to a larger disk."
              .formatted(what, needed, file.getParent(), free));
    }
  }

  /**
   * Makes the file a blob, if its size and hash are right. Else all of its bytes are forgotten, and
   * the next attempt begins anew.
   *
   * @return whether the blob is there
   */
  public synchronized boolean finish() {
    try {
      if (Files.size(file) != whole.size() || !BlobHash.matches(file, whole.etag())) {
        restart();
        return false;
      }
      // After a power failure there must be no name without its bytes.
      channel.force(true);
      closeChannels();
      // A faster process may have mapped its blob by now: another file in its place is refused.
      if (!whole.isAt(blob)) {
        CacheWriter.move(file, blob);
      }
      delete();
      return true;
    } catch (ClosedByInterruptException e) {
      throw Interruption.of(e);
    } catch (IOException e) {
      if (whole.isAt(blob)) {
        return true;
      }
      throw CacheWriter.notWritable(file, e);
    }
  }

  private void restart() throws IOException {
    notesChannel.truncate(0);
    channel.truncate(0);
    done.clear();
    restarted = true;
  }

  private void delete() throws IOException {
    Files.deleteIfExists(notes);
    Files.deleteIfExists(file);
  }

  private void closeChannels() throws IOException {
    channel.close();
    notesChannel.close();
  }

  /** Keeps what a later run can go on with, and deletes what none can. */
  @Override
  public synchronized void close() {
    try {
      closeChannels();
      if (!resumable || (restarted && done.isEmpty())) {
        delete();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }
}

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
 * A blob that is being downloaded, in chunks of several blocks, in any order, over several runs. A
 * block is recorded beside the file after all of its bytes are written, so that a run after a crash
 * knows which blocks are complete. Thread-safe; used by one process at a time.
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
   * The units that a file is divided into, in bytes.
   *
   * @param block the unit that is recorded
   * @param chunk the largest range of one request, a multiple of a block
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

  /** Follows no link, which in a shared directory may be another user's. */
  private static FileChannel openHere(Path file, OpenOption how) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, how, LinkOption.NOFOLLOW_LINKS);
  }

  /** Resumes an earlier run; the caller excludes other processes. */
  static PartialFile resumed(Path blob, HubFile whole, Sizes sizes) {
    return open(blob, ".imagespace-part", whole, sizes, true);
  }

  /** Begins a file of its own, which no other process uses and no later run resumes. */
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

  /** The missing bytes, in chunks. */
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
   * Records the blocks that are complete now that all bytes in between are written.
   *
   * @param from the beginning of a chunk
   */
  public synchronized void arrived(long from, long to) {
    try {
      int end = to == whole.size() ? blocks() : (int) (to / sizes.block());
      for (int block = done.nextClearBit((int) (from / sizes.block())); block < end; ) {
        // A crash may have left an incomplete line.
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

  /** Ignores records of another block size, and a record without the end of its line. */
  private void readNotes() throws IOException {
    if (!Files.isRegularFile(notes, LinkOption.NOFOLLOW_LINKS)
        || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      Files.deleteIfExists(notes);
      return;
    }
    // ISO 8859-1 decodes any bytes that a crash may have left.
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
   * Requires disk space for the missing bytes.
   *
   * @param what the file is, for the message
   * @throws ModelCacheException where there is not enough
   */
  public void requireSpace(String what) {
    long needed = whole.size() - bytesDone();
    // Not by its FileStore, which is missing in some containers. 0 means that the space is unknown,
    // or that the disk is full, which the first write reports.
    long free = file.toFile().getUsableSpace();
    if (free > 0 && free < needed) {
      throw new ModelCacheException(
          "%s needs %,d bytes more and the disk of %s has %,d free. Free some space, or set 'imagespace.model-cache-dir' to a larger disk."
              .formatted(what, needed, file.getParent(), free));
    }
  }

  /**
   * Verifies size and hash, and moves the file to its place. If they are wrong, all bytes are
   * discarded and have to be downloaded again.
   *
   * @return whether the blob is complete
   */
  public synchronized boolean finish() {
    try {
      if (Files.size(file) != whole.size() || !BlobHash.matches(file, whole.etag())) {
        restart();
        return false;
      }
      // A power failure must not leave a name without its bytes.
      channel.force(true);
      closeChannels();
      // A faster process may have mapped its blob, and refuses another file in its place.
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

  /** Keeps the bytes for a later run, or deletes the file where none can resume it. */
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

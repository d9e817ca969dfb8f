package dev.imagespace.checkpoint.format;

import dev.imagespace.bounds.GitLfs;
import dev.imagespace.bounds.HeapShare;
import dev.imagespace.bounds.Shown;
import dev.imagespace.checkpoint.format.SafetensorsHeader.Entry;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.PendingFiles;
import dev.imagespace.tensor.StoredFile;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.StoredType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One safetensors file: eight bytes of length, a JSON header, the tensors without a gap. The header
 * is checked against the file, all of it. Stateless.
 */
final class SafetensorsFile {
  /** "version ", with which a pointer begins, read as a length. */
  private static final long GIT_LFS_POINTER = 0x206e6f6973726576L;

  private static final int LENGTH_BYTES = 8;

  /** The limit of the format's own reader; of a small heap, a 32nd. */
  private static final long MAX_HEADER_BYTES = HeapShare.of(32, 100_000_000);

  private SafetensorsFile() {}

  /** Its tensors by name, of which perhaps none has arrived yet. */
  static Map<String, StoredTensor> read(Path file, PendingFiles arriving) {
    boolean whole = !arriving.isPending(file);
    try (SeekableByteChannel channel = arriving.open(file)) {
      StoredFile stored = whole ? StoredFile.opened(file) : StoredFile.arriving(file);
      long size = channel.size();
      long headerBytes = headerLength(channel, size);
      String json = utf8(TensorReads.bytes(channel, LENGTH_BYTES, (int) headerBytes));
      List<Entry> entries = SafetensorsHeader.parse(json);
      long dataStart = LENGTH_BYTES + headerBytes;
      checkLayout(entries, size - dataStart);
      Map<String, StoredTensor> tensors = stored(stored, entries, dataStart);
      if (whole) {
        stored.requireSame();
      }
      return tensors;
    } catch (MalformedFileException e) {
      throw new InvalidCheckpointException(
          "'%s' is not a sound safetensors file: %s.%s"
              .formatted(
                  file, e.getMessage(), GitLfs.isPointer(file) ? "" : " Download it again."));
    } catch (IOException e) {
      throw TensorReads.unreadable(file, e);
    }
  }

  private static long headerLength(SeekableByteChannel channel, long size)
      throws IOException, MalformedFileException {
    if (size < LENGTH_BYTES) {
      throw new MalformedFileException("it has %d bytes, too few for a header".formatted(size));
    }
    long length = TensorReads.bytes(channel, 0, LENGTH_BYTES).getLong();
    if (length == GIT_LFS_POINTER) {
      throw new MalformedFileException(GitLfs.WHAT);
    }
    if (length < 2 || length > MAX_HEADER_BYTES) {
      throw new MalformedFileException(
          "its header claims %s bytes; 2 to %,d are read (a 32nd of the heap, which -Xmx sets, and at most 100,000,000)"
              .formatted(Long.toUnsignedString(length), MAX_HEADER_BYTES));
    }
    if (length > size - LENGTH_BYTES) {
      throw new MalformedFileException(
          "its header claims %,d bytes and the file has %,d: it was cut short"
              .formatted(length, size));
    }
    return length;
  }

  private static String utf8(ByteBuffer bytes) throws MalformedFileException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedFileException("its header is not UTF-8");
    }
  }

  /** Tensors must follow each other without gap or overlap, each as long as its shape says. */
  private static void checkLayout(List<Entry> entries, long dataBytes)
      throws MalformedFileException {
    List<Entry> inOrder =
        entries.stream()
            .sorted(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end))
            .toList();
    long expected = 0;
    for (Entry entry : inOrder) {
      if (entry.begin() != expected) {
        throw new MalformedFileException(
            "tensor '%s' begins at %,d where the one before ends at %,d (%s)"
                .formatted(
                    Shown.of(entry.name()),
                    entry.begin(),
                    expected,
                    entry.begin() < expected ? "an overlap" : "a gap"));
      }
      checkSize(entry, dataBytes);
      expected = entry.end();
    }
    if (expected != dataBytes) {
      throw new MalformedFileException(
          "its tensors end at %,d and its data at %,d".formatted(expected, dataBytes));
    }
  }

  private static void checkSize(Entry entry, long dataBytes) throws MalformedFileException {
    if (entry.end() < entry.begin() || entry.end() > dataBytes) {
      throw new MalformedFileException(
          "tensor '%s' claims the bytes %,d to %,d of %,d: the file was cut short or is damaged"
              .formatted(Shown.of(entry.name()), entry.begin(), entry.end(), dataBytes));
    }
    long claimed = entry.end() - entry.begin();
    if (!TensorReads.isSizeOf(type(entry), entry.shape(), claimed)) {
      throw new MalformedFileException(
          "tensor '%s' is %s %s, which does not take the %,d bytes given"
              .formatted(Shown.of(entry.name()), entry.dtype(), entry.shape(), claimed));
    }
  }

  /** Of what nobody reads, such as position_ids, any type of the format will do. */
  private static StoredType type(Entry entry) throws MalformedFileException {
    try {
      return StoredType.valueOf(entry.dtype());
    } catch (IllegalArgumentException e) {
      throw new MalformedFileException(
          "tensor '%s' is stored as %s, which is no type of the format that is known here"
              .formatted(Shown.of(entry.name()), Shown.of(entry.dtype())));
    }
  }

  private static Map<String, StoredTensor> stored(
      StoredFile file, List<Entry> entries, long dataStart) throws MalformedFileException {
    Map<String, StoredTensor> tensors = new TreeMap<>();
    for (Entry entry : entries) {
      tensors.put(
          entry.name(),
          new StoredTensor(
              entry.name(), type(entry), entry.shape(), file, dataStart + entry.begin()));
    }
    return tensors;
  }
}

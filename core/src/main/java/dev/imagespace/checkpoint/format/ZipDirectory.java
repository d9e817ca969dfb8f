package dev.imagespace.checkpoint.format;

import dev.imagespace.bounds.HeapShare;
import dev.imagespace.bounds.Shown;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the entries of a zip file begin. The JDK's own reader keeps that to itself, and without it
 * a stored entry cannot be mapped.
 */
final class ZipDirectory {
  private static final int END_SIGNATURE = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int END_64_LOCATOR_SIGNATURE = 0x07064b50;
  private static final int END_64_LOCATOR_BYTES = 20;
  private static final int END_64_SIGNATURE = 0x06064b50;
  private static final int END_64_BYTES = 56;
  private static final int ENTRY_SIGNATURE = 0x02014b50;
  private static final int ENTRY_BYTES = 46;
  private static final int LOCAL_SIGNATURE = 0x04034b50;
  private static final int LOCAL_BYTES = 30;
  private static final int MAX_COMMENT = 0xffff;
  private static final long MAX_DIRECTORY_BYTES = HeapShare.of(32, 64L << 20);

  /** An entry as the directory tells it; its local header, before its data, tells it once more. */
  record Entry(String name, boolean compressed, long localHeader, long size) {}

  private final SeekableByteChannel channel;
  private final long fileSize;

  ZipDirectory(SeekableByteChannel channel) throws IOException {
    this.channel = channel;
    this.fileSize = channel.size();
  }

  /** Reads the end of the file, and nothing else. */
  Map<String, Entry> entries() throws IOException, MalformedFileException {
    ByteBuffer directory = directory();
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (directory.remaining() >= ENTRY_BYTES) {
      Entry entry = entry(directory);
      if (entries.put(entry.name(), entry) != null) {
        throw new MalformedFileException("it holds '%s' twice".formatted(Shown.of(entry.name())));
      }
    }
    return entries;
  }

  private ByteBuffer directory() throws IOException, MalformedFileException {
    long end = endRecord();
    ByteBuffer record = bytes(end, END_BYTES);
    long size = Integer.toUnsignedLong(record.getInt(12));
    long offset = Integer.toUnsignedLong(record.getInt(16));
    if (end >= END_64_LOCATOR_BYTES) {
      ByteBuffer locator = bytes(end - END_64_LOCATOR_BYTES, END_64_LOCATOR_BYTES);
      if (locator.getInt(0) == END_64_LOCATOR_SIGNATURE) {
        ByteBuffer record64 = bytes(locator.getLong(8), END_64_BYTES);
        check(record64.getInt(0) == END_64_SIGNATURE, "its zip64 record is missing");
        size = record64.getLong(40);
        offset = record64.getLong(48);
      }
    }
    check(size >= 0 && size <= MAX_DIRECTORY_BYTES, "its zip directory is too large");
    return bytes(offset, (int) size);
  }

  /** The last thing in the file, but for a comment of unknown length. */
  private long endRecord() throws IOException, MalformedFileException {
    int tailBytes = (int) Math.min(fileSize, END_BYTES + MAX_COMMENT);
    ByteBuffer tail = bytes(fileSize - tailBytes, tailBytes);
    for (int i = tailBytes - END_BYTES; i >= 0; i--) {
      if (tail.getInt(i) == END_SIGNATURE) {
        return fileSize - tailBytes + i;
      }
    }
    throw new MalformedFileException("its zip directory is missing, so it was cut short");
  }

  private Entry entry(ByteBuffer directory) throws IOException, MalformedFileException {
    int at = directory.position();
    check(directory.getInt(at) == ENTRY_SIGNATURE, "its zip directory is damaged");
    boolean encrypted = (directory.getShort(at + 8) & 1) != 0;
    int method = directory.getShort(at + 10);
    int nameBytes = Short.toUnsignedInt(directory.getShort(at + 28));
    int extraBytes = Short.toUnsignedInt(directory.getShort(at + 30));
    int commentBytes = Short.toUnsignedInt(directory.getShort(at + 32));
    int next = at + ENTRY_BYTES + nameBytes + extraBytes + commentBytes;
    check(next <= directory.limit(), "its zip directory is damaged");
    String name =
        StandardCharsets.UTF_8.decode(directory.slice(at + ENTRY_BYTES, nameBytes)).toString();
    check(!encrypted, "its entry '%s' is encrypted".formatted(Shown.of(name)));
    Sizes sizes =
        Sizes.of(
            directory,
            at,
            directory
                .slice(at + ENTRY_BYTES + nameBytes, extraBytes)
                .order(ByteOrder.LITTLE_ENDIAN));
    directory.position(next);
    Entry entry = new Entry(name, method != 0, sizes.localHeader(), sizes.size());
    checkEnd(entry, sizes.localHeader());
    return entry;
  }

  private void checkEnd(Entry entry, long data) throws MalformedFileException {
    check(
        entry.size() >= 0 && data >= 0 && entry.size() <= fileSize - data,
        "its entry '%s' ends behind the end of the file".formatted(Shown.of(entry.name())));
  }

  /**
   * Where the data of an entry begins in the file: the local header repeats the name, with extra
   * fields of another length.
   */
  long dataOffset(Entry entry) throws IOException, MalformedFileException {
    ByteBuffer local = bytes(entry.localHeader(), LOCAL_BYTES);
    check(local.getInt(0) == LOCAL_SIGNATURE, "an entry is not where its directory says");
    int names = Short.toUnsignedInt(local.getShort(26)) + Short.toUnsignedInt(local.getShort(28));
    long data = entry.localHeader() + LOCAL_BYTES + names;
    checkEnd(entry, data);
    return data;
  }

  /** Compressed size (the bytes in the file) and place, from the zip64 field where they need it. */
  private record Sizes(long size, long localHeader) {
    private static final long IN_ZIP64 = 0xffffffffL;

    static Sizes of(ByteBuffer directory, int at, ByteBuffer extra) throws MalformedFileException {
      long compressed = Integer.toUnsignedLong(directory.getInt(at + 20));
      long whole = Integer.toUnsignedLong(directory.getInt(at + 24));
      long header = Integer.toUnsignedLong(directory.getInt(at + 42));
      while (extra.remaining() >= 4) {
        int id = extra.getShort();
        int length = Short.toUnsignedInt(extra.getShort());
        check(length <= extra.remaining(), "its zip directory is damaged");
        int end = extra.position() + length;
        if (id == 1) {
          // The fields stand in this order, and only those that did not fit before.
          whole = whole == IN_ZIP64 ? next(extra, end) : whole;
          compressed = compressed == IN_ZIP64 ? next(extra, end) : compressed;
          header = header == IN_ZIP64 ? next(extra, end) : header;
        }
        extra.position(end);
      }
      return new Sizes(compressed, header);
    }

    private static long next(ByteBuffer extra, int end) throws MalformedFileException {
      check(end - extra.position() >= Long.BYTES, "its zip64 field is cut short");
      return extra.getLong();
    }
  }

  private ByteBuffer bytes(long offset, int size) throws IOException, MalformedFileException {
    check(offset >= 0 && offset <= fileSize - size, "its zip directory points outside of the file");
    return TensorReads.bytes(channel, offset, size);
  }

  private static void check(boolean sound, String otherwise) throws MalformedFileException {
    if (!sound) {
      throw new MalformedFileException(otherwise);
    }
  }
}

package dev.imagespace.model.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A file of the hub that is not here yet, read by ranges: each holds what was asked for and some
 * more, and is fetched once. Thread-safe.
 */
final class RemoteFile {
  /** Holds the header of most safetensors files, and the directory of most zip files. */
  static final int LEAST_BYTES = 128 << 10;

  private final long size;
  private final Source source;
  private final NavigableMap<Long, byte[]> ranges = new TreeMap<>();

  /** Where ranges come from. */
  @FunctionalInterface
  interface Source {
    /** Exactly these bytes; empty where there are only whole files. */
    Optional<byte[]> range(long from, int bytes);
  }

  RemoteFile(long size, Source source) {
    this.size = size;
    this.source = source;
  }

  long size() {
    return size;
  }

  /** Whether the bytes are known now; false where there are only whole files. */
  synchronized boolean fetch(long from, int bytes) {
    long end = Math.min(from + bytes, size);
    long at = Math.max(from, 0);
    while (at < end) {
      Map.Entry<Long, byte[]> known = ranges.floorEntry(at);
      if (known != null && at < known.getKey() + known.getValue().length) {
        at = known.getKey() + known.getValue().length;
        continue;
      }
      int wanted = (int) Math.min(Math.max(end - at, LEAST_BYTES), size - at);
      Optional<byte[]> range = source.range(at, wanted);
      if (range.isEmpty()) {
        return false;
      }
      ranges.put(at, range.get());
    }
    return true;
  }

  /** Fewer bytes than there is room for, perhaps; none at the end. */
  private synchronized int read(ByteBuffer target, long position) throws IOException {
    int wanted = (int) Math.min(target.remaining(), Math.max(0, size - position));
    if (wanted == 0) {
      return target.hasRemaining() ? -1 : 0;
    }
    if (!fetch(position, wanted)) {
      throw new IOException("it is not here yet, and the hub sends only the whole of it");
    }
    Map.Entry<Long, byte[]> range = ranges.floorEntry(position);
    if (range == null) {
      throw new IOException("its ranges do not fit");
    }
    int skipped = (int) (position - range.getKey());
    int length = Math.min(wanted, range.getValue().length - skipped);
    target.put(range.getValue(), skipped, length);
    return length;
  }

  /** Whether the file that came is the one whose ranges were read. */
  synchronized boolean isOf(Path whole) throws IOException {
    try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.READ)) {
      for (Map.Entry<Long, byte[]> range : ranges.entrySet()) {
        ByteBuffer bytes = ByteBuffer.allocate(range.getValue().length);
        while (bytes.hasRemaining() && channel.read(bytes, range.getKey() + bytes.position()) > 0) {
          // Reading on, as a channel may give less than asked for.
        }
        if (!bytes.flip().equals(ByteBuffer.wrap(range.getValue()))) {
          return false;
        }
      }
      return true;
    }
  }

  SeekableByteChannel open() {
    return new Channel();
  }

  /** One reader at a time. */
  private final class Channel implements SeekableByteChannel {
    private long position;
    private boolean closed;

    @Override
    public int read(ByteBuffer target) throws IOException {
      if (closed) {
        throw new ClosedChannelException();
      }
      int length = RemoteFile.this.read(target, position);
      position += Math.max(0, length);
      return length;
    }

    @Override
    public long position() {
      return position;
    }

    @Override
    public SeekableByteChannel position(long newPosition) {
      position = newPosition;
      return this;
    }

    @Override
    public long size() {
      return size;
    }

    @Override
    public boolean isOpen() {
      return !closed;
    }

    @Override
    public void close() {
      closed = true;
    }

    @Override
    public int write(ByteBuffer bytes) {
      throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long length) {
      throw new NonWritableChannelException();
    }
  }
}

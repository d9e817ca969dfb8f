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
 * A file of the hub that is read by range requests. Each range is fetched once and has at least
 * {@link #LEAST_BYTES}, where the file has as many. Thread-safe.
 */
final class RemoteFile {
  /** Enough for the header of most safetensors files, and for the directory of most zip files. */
  static final int LEAST_BYTES = 128 << 10;

  private final long size;
  private final Source source;
  private final NavigableMap<Long, byte[]> ranges = new TreeMap<>();

  /** Fetches ranges. */
  @FunctionalInterface
  interface Source {
    /** Exactly these bytes; empty where the server ignores ranges. */
    Optional<byte[]> range(long from, int bytes);
  }

  RemoteFile(long size, Source source) {
    this.size = size;
    this.source = source;
  }

  long size() {
    return size;
  }

  /** Fetches the bytes that are not known yet; false where the server ignores ranges. */
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

  /** Reads at least one byte, or returns -1 at the end, as a channel does. */
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

  /** Whether a downloaded file has the same bytes in all ranges that were read. */
  synchronized boolean isOf(Path whole) throws IOException {
    try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.READ)) {
      for (Map.Entry<Long, byte[]> range : ranges.entrySet()) {
        ByteBuffer bytes = ByteBuffer.allocate(range.getValue().length);
        while (bytes.hasRemaining() && channel.read(bytes, range.getKey() + bytes.position()) > 0) {
          // A channel may return fewer bytes than requested.
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

  /** Used by one thread at a time. */
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

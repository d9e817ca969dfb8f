package dev.imagespace.checkpoint.format;

import dev.imagespace.tensor.StoredFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A stretch of a file as a direct little-endian buffer. */
final class MappedRegion {

  private MappedRegion() {}

  /**
   * Maps the bytes, so that they cost page cache and no heap; copies them where they do not lie on
   * a multiple of {@code alignment}, as native code reads floats at aligned addresses only.
   *
   * <p>Read-only, because the JDK maps privately only what it may open for writing, and a model
   * directory is often a read-only volume.
   */
  static ByteBuffer of(StoredFile file, long offset, long size, int alignment) throws IOException {
    file.requireSame();
    ByteBuffer mapped = mapped(file.path(), offset, size);
    file.requireSame();
    ByteBuffer region = offset % alignment == 0 ? mapped : copy(mapped);
    return region.order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ByteBuffer mapped(Path file, long offset, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (offset + size > channel.size()) {
        throw new EOFException(
            "it has %,d bytes, and %,d are needed".formatted(channel.size(), offset + size));
      }
      return size == 0
          ? ByteBuffer.allocateDirect(0)
          : channel.map(MapMode.READ_ONLY, offset, size);
    }
  }

  private static ByteBuffer copy(ByteBuffer mapped) {
    return ByteBuffer.allocateDirect(mapped.remaining()).put(mapped).flip();
  }
}

package dev.imagespace.checkpoint.format;

import dev.imagespace.bounds.Shown;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.StoredType;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;

/** What the readers of every format share: sizes without overflow, and the mapping of a tensor. */
final class TensorReads {

  private TensorReads() {}

  /** Whether the shape takes exactly that many bytes; false as well where it overflows a long. */
  static boolean isSizeOf(StoredType type, List<Long> shape, long bytes) {
    try {
      return Math.multiplyExact(StoredTensor.elements(shape), (long) type.bytes()) == bytes;
    } catch (ArithmeticException e) {
      return false;
    }
  }

  static ByteBuffer map(StoredTensor tensor) {
    tensor.requireBuffer(tensor.byteSize());
    try {
      return MappedRegion.of(
          tensor.file(), tensor.offset(), tensor.byteSize(), tensor.type().bytes());
    } catch (IOException e) {
      throw unreadable(tensor.file().path(), e);
    }
  }

  /** Exactly these bytes. */
  static ByteBuffer bytes(SeekableByteChannel channel, long position, int count)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    channel.position(position);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes) < 0) {
        throw new EOFException("it ended while its header was read");
      }
    }
    return bytes.flip();
  }

  /** Further lines of a JSON parser's message are advice on how to call it. */
  static String firstLine(Exception e) {
    return Shown.of(String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
  }

  static RuntimeException unreadable(Path file, IOException cause) {
    if (cause instanceof ClosedByInterruptException) {
      CancellationException cancelled =
          new CancellationException("Interrupted while reading " + file);
      cancelled.initCause(cause);
      return cancelled;
    }
    String reason = cause instanceof NoSuchFileException ? "it does not exist" : cause.getMessage();
    return new InvalidCheckpointException(
        "Cannot read '%s': %s. Put it there, or check the path and its permissions."
            .formatted(file, reason),
        cause);
  }
}

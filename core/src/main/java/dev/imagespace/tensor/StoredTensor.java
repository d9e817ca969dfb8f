package dev.imagespace.tensor;

import dev.imagespace.model.InvalidCheckpointException;
import java.util.List;

/**
 * Where a tensor lies and what it is.
 *
 * @param name full name in the checkpoint
 * @param shape sizes, outermost first; empty for a scalar
 * @param file that holds it
 * @param offset of its first byte in the file
 */
public record StoredTensor(
    String name, StoredType type, List<Long> shape, StoredFile file, long offset) {

  public long elements() {
    return elements(shape);
  }

  /**
   * Numbers in a tensor of this shape.
   *
   * @throws ArithmeticException beyond 2^63
   */
  public static long elements(List<Long> shape) {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** Some of its elements, of a tensor that lies in order, as one of a single axis. */
  public StoredTensor elements(long first, long end) {
    return new StoredTensor(
        name, type, List.of(end - first), file, offset + first * type.bytes());
  }

  /**
   * A buffer of Java holds less than 2 GB.
   *
   * @throws InvalidCheckpointException if these bytes of the tensor do not fit
   */
  public void requireBuffer(long bytes) {
    if (bytes > Integer.MAX_VALUE) {
      throw new InvalidCheckpointException(
          "Tensor '%s' in '%s' takes %,d bytes in memory; the limit for one tensor is %,d."
              .formatted(name, file, bytes, Integer.MAX_VALUE));
    }
  }

  public long byteSize() {
    return elements() * type.bytes();
  }
}

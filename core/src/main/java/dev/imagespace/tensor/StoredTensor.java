package dev.imagespace.tensor;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a tensor lies and what it is.
 *
 * @param name full name in the checkpoint
 * @param shape sizes, outermost first; empty for a scalar
 * @param file that holds it
 * @param offset of its first byte in the file
 */
public record StoredTensor(String name, StoredType type, List<Long> shape, Path file, long offset) {

  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  public long byteSize() {
    return elements() * type.bytes();
  }
}

package dev.imagespace.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/** The named tensors of a checkpoint. Opening one reads headers only. Thread-safe. */
public interface TensorSource {

  /** Every tensor, by its full name, in a stable order. */
  Map<String, StoredTensor> tensors();

  /**
   * The stored bytes, row-major and little-endian, in a direct buffer; mapped from the file where
   * the file allows it. A tensor larger than 2 GB is refused.
   */
  ByteBuffer read(StoredTensor tensor);

  /**
   * Some of the elements, as {@link #read(StoredTensor)} gives all. A source that maps files maps no
   * more than these, of a tensor of any size.
   *
   * @param first element (inclusive)
   * @param end element (exclusive)
   */
  default ByteBuffer read(StoredTensor tensor, long first, long end) {
    int bytes = tensor.type().bytes();
    int offset = Math.toIntExact(first * bytes);
    return read(tensor)
        .slice(offset, Math.toIntExact((end - first) * bytes))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether the tensor's elements lie in its file as {@link #read} gives them. */
  default boolean liesInOrder(StoredTensor tensor) {
    return true;
  }

  /** Names the source for an error message: a file, or an index of several. */
  String describe();
}

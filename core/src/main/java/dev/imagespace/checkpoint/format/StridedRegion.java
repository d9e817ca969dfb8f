package dev.imagespace.checkpoint.format;

import dev.imagespace.tensor.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A tensor whose elements do not lie row by row, such as one that was saved transposed. */
final class StridedRegion {

  private StridedRegion() {}

  /** Whether the strides say no more than the shape; the stride of a single element is anything. */
  static boolean isContiguous(List<Long> shape, List<Long> strides) {
    long expected = 1;
    for (int i = shape.size() - 1; i >= 0; i--) {
      if (shape.get(i) > 1 && strides.get(i) != expected) {
        return shape.contains(0L);
      }
      expected *= shape.get(i);
    }
    return true;
  }

  /** How many elements of its storage it reaches over. Throws where that overflows. */
  static long span(List<Long> shape, List<Long> strides) {
    if (shape.contains(0L)) {
      return 0;
    }
    long last = 0;
    for (int i = 0; i < shape.size(); i++) {
      last = Math.addExact(last, Math.multiplyExact(shape.get(i) - 1, strides.get(i)));
    }
    return Math.addExact(last, 1);
  }

  /** Copies it row by row. */
  static ByteBuffer read(StoredTensor tensor, List<Long> strides) throws IOException {
    int width = tensor.type().bytes();
    long span = span(tensor.shape(), strides) * width;
    tensor.requireBuffer(span);
    tensor.requireBuffer(tensor.byteSize());
    ByteBuffer source = MappedRegion.of(tensor.file(), tensor.offset(), span, 1);
    ByteBuffer rows =
        ByteBuffer.allocateDirect((int) tensor.byteSize()).order(ByteOrder.LITTLE_ENDIAN);
    long[] index = new long[strides.size()];
    long element = 0;
    while (rows.hasRemaining()) {
      copyElement(source, (int) (element * width), rows, width);
      element += advance(index, tensor.shape(), strides);
    }
    return rows.flip();
  }

  /** To the next index, as an odometer counts; returns how far its element is. */
  private static long advance(long[] index, List<Long> shape, List<Long> strides) {
    long step = 0;
    for (int i = index.length - 1; i >= 0; i--) {
      step += strides.get(i);
      if (++index[i] < shape.get(i)) {
        return step;
      }
      step -= index[i] * strides.get(i);
      index[i] = 0;
    }
    return step;
  }

  private static void copyElement(ByteBuffer source, int position, ByteBuffer target, int width) {
    switch (width) {
      case Short.BYTES -> target.putShort(source.getShort(position));
      case Integer.BYTES -> target.putInt(source.getInt(position));
      default -> target.putLong(source.getLong(position));
    }
  }
}

package dev.imagespace.tensor;

import dev.imagespace.model.InvalidCheckpointException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.function.Consumer;

/**
 * A stored tensor as numbers to compute with: float32, whatever the file stores, as every vector of
 * this library is computed in float32. Stateless.
 */
public final class Float32Values {
  private static final int HALF_INFINITY_EXPONENT = 0x1f;
  private static final int PIECE = 1 << 16;
  private static final int STRETCH = 1 << 26;

  private Float32Values() {}

  /**
   * A direct little-endian buffer of float32. Stored float32 is handed on as mapped, read-only and
   * without a copy; float16 and bfloat16 are widened, which is exact.
   */
  public static ByteBuffer read(TensorSource source, StoredTensor tensor) {
    return switch (tensor.type()) {
      case F32 -> source.read(tensor);
      case F16, BF16 -> widen(source, tensor);
      case I64 ->
          throw new InvalidCheckpointException(
              "Tensor '%s' in '%s' holds integers (I64), and a network's weights are floats."
                  .formatted(tensor.name(), source.describe()));
    };
  }

  /** The numbers of an I64 tensor. */
  public static long[] readLongs(TensorSource source, StoredTensor tensor) {
    if (tensor.type() != StoredType.I64) {
      throw new InvalidCheckpointException(
          "Tensor '%s' in '%s' is stored as %s where integers (I64) are expected."
              .formatted(tensor.name(), source.describe(), tensor.type()));
    }
    ByteBuffer stored = source.read(tensor);
    long[] values = new long[stored.remaining() / Long.BYTES];
    stored.asLongBuffer().get(values);
    return values;
  }

  /**
   * Numbers of 16 bits, widened through one small buffer.
   *
   * @param from first number (inclusive)
   * @param to last number (exclusive)
   */
  static void forEachPiece(
      TensorSource source, StoredTensor tensor, long from, long to, Consumer<ByteBuffer> action) {
    ByteBuffer piece =
        ByteBuffer.allocateDirect(PIECE * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    forEachStretch(
        source,
        tensor,
        from,
        to,
        stretch -> {
          ShortBuffer stored = stretch.asShortBuffer();
          while (stored.hasRemaining()) {
            int count = Math.min(PIECE, stored.remaining());
            widen(stored.slice(stored.position(), count), tensor.type(), piece.asIntBuffer());
            stored.position(stored.position() + count);
            action.accept(piece.slice(0, count * Float.BYTES));
          }
        });
  }

  /** As they are stored, whole or, where that is more than a buffer holds, in stretches. */
  private static void forEachStretch(
      TensorSource source, StoredTensor tensor, long from, long to, Consumer<ByteBuffer> action) {
    if (tensor.byteSize() <= Integer.MAX_VALUE) {
      action.accept(source.read(tensor, from, to));
      return;
    }
    for (long at = from; at < to; at += STRETCH) {
      action.accept(source.read(tensor, at, Math.min(to, at + STRETCH)));
    }
  }

  /** The same as {@link #read} gives, for one who passes it on at once: it takes no memory. */
  public static void read(TensorSource source, StoredTensor tensor, Consumer<ByteBuffer> action) {
    if (tensor.type().bytes() == Short.BYTES) {
      forEachPiece(source, tensor, 0, tensor.elements(), action);
    } else {
      forEachStretch(source, tensor, 0, tensor.elements(), action);
    }
  }

  private static ByteBuffer widen(TensorSource source, StoredTensor tensor) {
    long bytes = tensor.elements() * Float.BYTES;
    tensor.requireBuffer(bytes);
    ByteBuffer widened = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.LITTLE_ENDIAN);
    widen(source.read(tensor).asShortBuffer(), tensor.type(), widened.asIntBuffer());
    return widened;
  }

  /** As many numbers of 16 bits as there are, as float32. */
  static void widen(ShortBuffer stored, StoredType type, IntBuffer bits) {
    if (type == StoredType.BF16) {
      while (stored.hasRemaining()) {
        bits.put(stored.get() << 16);
      }
    } else {
      while (stored.hasRemaining()) {
        bits.put(float32Bits(stored.get()));
      }
    }
  }

  /** IEEE 754: binary16 to the binary32 of the same value, NaN payloads kept. */
  public static int float32Bits(short half) {
    int sign = (half & 0x8000) << 16;
    int exponent = (half >> 10) & 0x1f;
    int fraction = half & 0x3ff;
    if (exponent == HALF_INFINITY_EXPONENT) {
      return sign | 0x7f800000 | (fraction << 13);
    }
    if (exponent == 0) {
      // Zero, or a subnormal, which is a normal number in the wider type.
      return sign | Float.floatToRawIntBits(fraction * 0x1p-24f);
    }
    return sign | ((exponent + 112) << 23) | (fraction << 13);
  }
}

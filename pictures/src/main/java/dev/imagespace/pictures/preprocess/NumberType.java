package dev.imagespace.pictures.preprocess;

import dev.imagespace.pictures.decode.DecodedImage.Mode;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers in bytes, the low one first. */
enum NumberType {
  WORD(2) {
    @Override
    double at(byte[] bytes, int index) {
      return (bytes[2 * index] & 0xff) | (bytes[2 * index + 1] & 0xff) << 8;
    }

    @Override
    void put(double value, byte[] bytes, int index) {
      int clipped = Math.max(0, Math.min(65_535, rounded(value)));
      bytes[2 * index] = (byte) clipped;
      bytes[2 * index + 1] = (byte) (clipped >> 8);
    }
  },
  INTEGER(4) {
    @Override
    double at(byte[] bytes, int index) {
      return (int) INTS.get(bytes, 4 * index);
    }

    @Override
    void put(double value, byte[] bytes, int index) {
      INTS.set(bytes, 4 * index, rounded(value));
    }
  },
  FLOAT(4) {
    @Override
    double at(byte[] bytes, int index) {
      return (float) FLOATS.get(bytes, 4 * index);
    }

    @Override
    void put(double value, byte[] bytes, int index) {
      FLOATS.set(bytes, 4 * index, (float) value);
    }
  };

  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private final int size;

  NumberType(int size) {
    this.size = size;
  }

  static NumberType of(Mode mode) {
    return switch (mode) {
      case GRAY16 -> WORD;
      case INTEGER -> INTEGER;
      case FLOAT -> FLOAT;
      default -> throw new IllegalArgumentException("Pixels of mode " + mode + " are bytes");
    };
  }

  /** Bytes of one. */
  int size() {
    return size;
  }

  abstract double at(byte[] bytes, int index);

  /** Writes what is nearest to the value; halves are rounded away from zero. */
  abstract void put(double value, byte[] bytes, int index);

  private static int rounded(double value) {
    return (int) (value >= 0.0 ? Math.floor(value + 0.5) : -Math.floor(Math.abs(value) + 0.5));
  }
}

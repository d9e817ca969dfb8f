package dev.imagespace.langchain4j.collection;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Floats as bytes, little-endian: exact, and of one size. Stateless. */
public final class VectorBytes {
  private VectorBytes() {}

  public static byte @Nullable [] write(float @Nullable [] vector) {
    if (vector == null) {
      return null;
    }
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(vector);
    return bytes.array();
  }

  public static float @Nullable [] read(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }
}

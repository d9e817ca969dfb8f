package dev.imagespace.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Vectors for another process: float32, little-endian, one after the other. */
final class VectorFile {

  private VectorFile() {}

  static void write(Path file, List<float[]> vectors) throws IOException {
    int floats = vectors.stream().mapToInt(vector -> vector.length).sum();
    ByteBuffer bytes = ByteBuffer.allocate(floats * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (float[] vector : vectors) {
      for (float value : vector) {
        bytes.putFloat(value);
      }
    }
    Files.write(file, bytes.array());
  }
}

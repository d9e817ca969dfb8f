package dev.imagespace.onnx;

import java.nio.FloatBuffer;

/** What the forms of 8 bits share. */
final class Quantization {

  private Quantization() {}

  /** So that the largest of the values becomes the largest whole number; 1 where all are 0. */
  static float scale(FloatBuffer values, int from, int to, int largest) {
    float extreme = 0;
    for (int i = from; i < to; i++) {
      extreme = Math.max(extreme, Math.abs(values.get(i)));
    }
    float scale = extreme / largest;
    return scale > 0 ? scale : 1;
  }
}

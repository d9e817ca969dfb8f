package dev.imagespace.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.imagespace.tensor.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Native memory for the inputs of one run at a time, kept for the next: a buffer for each run would
 * be freed only when the garbage collector comes by. Not thread-safe.
 */
final class InputBuffers {
  private final Map<String, ByteBuffer> buffers = new HashMap<>();

  /** A tensor over this memory, valid until the next call for the same name. */
  OnnxTensor tensor(OrtEnvironment environment, String name, Batch.Input input, Batch sizes)
      throws OrtException {
    long[] shape = input.shape().stream().mapToLong(dim -> dim.in(sizes)).toArray();
    if (input instanceof Batch.Input.Floats floats) {
      int bytes = Math.multiplyExact(floats.values().length, Float.BYTES);
      ByteBuffer buffer = buffer(name, bytes);
      buffer.asFloatBuffer().put(floats.values());
      return OnnxTensor.createTensor(environment, buffer.asFloatBuffer(), shape);
    }
    long[] values = ((Batch.Input.Longs) input).values();
    ByteBuffer buffer = buffer(name, Math.multiplyExact(values.length, Long.BYTES));
    buffer.asLongBuffer().put(values);
    return OnnxTensor.createTensor(environment, buffer.asLongBuffer(), shape);
  }

  private ByteBuffer buffer(String name, int bytes) {
    ByteBuffer known = buffers.get(name);
    if (known == null || known.capacity() < bytes) {
      known = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
      buffers.put(name, known);
    }
    return known.slice(0, bytes).order(ByteOrder.nativeOrder());
  }
}

package dev.imagespace.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.LoadedNetwork;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A recording in native memory. Thread-safe; not closed while it runs. */
final class OnnxSession implements LoadedNetwork {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final long weightBytes;
  private final Queue<InputBuffers> spare = new ConcurrentLinkedQueue<>();

  private OnnxSession(OrtEnvironment environment, OrtSession session, long weightBytes) {
    this.environment = environment;
    this.session = session;
    this.weightBytes = weightBytes;
  }

  /**
   * Maps the weights.
   *
   * @throws dev.imagespace.model.InvalidCheckpointException where they are not those any more that
   *     were recorded
   * @throws EngineUnavailableException where ONNX Runtime does not take the recording
   */
  static OnnxSession open(Recording recording, SessionSettings settings) {
    OrtEnvironment environment = SharedEnvironment.get();
    recording.requireSameFiles();
    OnnxSession opened;
    try (OrtSession.SessionOptions options = settings.options(recording.folder())) {
      OrtSession session = environment.createSession(recording.model(), options);
      opened = new OnnxSession(environment, session, recording.weightBytes());
    } catch (OrtException e) {
      throw new EngineUnavailableException(
          "ONNX Runtime cannot run this network: %s. 'imagespace.backend=pytorch' names another engine."
              .formatted(e.getMessage()),
          e);
    }
    try {
      recording.requireSameFiles();
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  @Override
  public float[] run(Batch batch) {
    InputBuffers buffers = spare.poll();
    if (buffers == null) {
      buffers = new InputBuffers();
    }
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (Map.Entry<String, Batch.Input> input : batch.inputs().entrySet()) {
        String name = input.getKey();
        inputs.put(name, buffers.tensor(environment, name, input.getValue(), batch));
      }
      try (OrtSession.Result result = session.run(inputs)) {
        FloatBuffer values = ((OnnxTensor) result.get(0)).getFloatBuffer();
        float[] vectors = new float[values.remaining()];
        values.get(vectors);
        return vectors;
      }
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
      spare.add(buffers);
    }
  }

  @Override
  public long weightBytes() {
    return weightBytes;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime: " + e.getMessage(), e);
    }
  }
}

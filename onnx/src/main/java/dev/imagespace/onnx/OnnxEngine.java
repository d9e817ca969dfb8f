package dev.imagespace.onnx;

import dev.imagespace.execution.Execution;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.Network;
import dev.imagespace.tensor.Program;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Records networks, and runs the recordings on ONNX Runtime. Thread-safe. */
final class OnnxEngine implements Engine {
  private final Execution execution;
  private final Set<OnnxProgram> programs = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  OnnxEngine(Execution execution) {
    this.execution = execution;
  }

  @Override
  public Program prepare(Network network, Supplier<List<Batch>> probes) {
    OnnxProgram program = new OnnxProgram(batch -> load(network, batch));
    programs.add(program);
    return program;
  }

  private OnnxSession load(Network network, Batch batch) {
    if (closed) {
      throw new IllegalStateException("The model is closed");
    }
    SessionSettings settings = SessionSettings.of(execution);
    try (ConvertedWeights converted =
        new ConvertedWeights(Path.of(System.getProperty("java.io.tmpdir")))) {
      Recording recording = Recording.of(network, batch, LinearForm.float32(), converted);
      return OnnxSession.open(recording, settings);
    }
  }

  @Override
  public void close() {
    closed = true;
    programs.forEach(OnnxProgram::release);
  }
}

package dev.imagespace.onnx;

import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Precision;
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
  private final List<LinearForm> int8Forms;
  private final Set<OnnxProgram> programs = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  /**
   * Nothing is loaded yet.
   *
   * @param int8Forms to be tried in this order where the execution asks for int8
   */
  OnnxEngine(Execution execution, List<LinearForm> int8Forms) {
    this.execution = execution;
    this.int8Forms = int8Forms;
  }

  @Override
  public Program prepare(Network network, Supplier<List<Batch>> probes) {
    SessionLoader loader = loader(network, probes);
    SessionSettings settings = SessionSettings.of(execution);
    LazySession onAll = new LazySession(batch -> loader.load(batch, settings));
    LazySession onOne =
        runsOnOneProcessor()
            ? new LazySession(batch -> loader.load(batch, settings.onOneProcessor()))
            : onAll;
    OnnxProgram program = new OnnxProgram(onAll, onOne);
    programs.add(program);
    return program;
  }

  /** A second session has weights of its own, which is too much where memory is scarce. */
  @Override
  public boolean runsOnOneProcessor() {
    return execution.threads() == null && !execution.lowMemory();
  }

  private SessionLoader loader(Network network, Supplier<List<Batch>> probes) {
    return execution.precision() == Precision.FLOAT32
        ? (batch, settings) -> open(network, batch, LinearForm.float32(), settings)
        : new Int8Loader(
            (batch, form, settings) -> open(network, batch, form, settings),
            int8Forms,
            execution.precisionCheck() ? probes : null);
  }

  private OnnxSession open(
      Network network, Batch batch, LinearForm form, SessionSettings settings) {
    if (closed) {
      throw new IllegalStateException("The model is closed");
    }
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (ConvertedWeights converted = new ConvertedWeights(temporary)) {
      return OnnxSession.open(Recording.of(network, batch, form, converted), settings);
    }
  }

  @Override
  public void close() {
    closed = true;
    programs.forEach(OnnxProgram::release);
  }
}

package dev.imagespace.onnx;

import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Precision;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.LazyProgram;
import dev.imagespace.tensor.Network;
import dev.imagespace.tensor.Program;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/** Records networks, and runs the recordings on ONNX Runtime. Thread-safe. */
final class OnnxEngine implements Engine {
  private final Execution execution;
  private final List<LinearForm> int8Forms;
  private final Collection<LazyProgram> programs = new ConcurrentLinkedQueue<>();

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
  public Program prepare(Network network, Supplier<List<Batch>> calibration) {
    SessionLoader loader = loader(network, calibration);
    SessionSettings settings = SessionSettings.of(execution);
    LazyProgram onAll = program(loader, settings);
    return runsOnOneProcessor()
        ? new OnnxProgram(onAll, program(loader, settings.onOneProcessor()))
        : onAll;
  }

  private LazyProgram program(SessionLoader loader, SessionSettings settings) {
    LazyProgram program = new LazyProgram(batch -> loader.load(batch, settings));
    programs.add(program);
    return program;
  }

  /** A second session has weights of its own, which is too much where memory is scarce. */
  @Override
  public boolean runsOnOneProcessor() {
    return execution.threads() == null && !execution.lowMemory();
  }

  private SessionLoader loader(Network network, Supplier<List<Batch>> calibration) {
    return execution.precision() == Precision.FLOAT32
        ? (batch, settings) -> open(network, batch, LinearForm.float32(), settings)
        : new Int8Loader(
            (batch, form, settings) -> open(network, batch, form, settings),
            int8Forms,
            execution.precisionCheck() ? calibration : null);
  }

  private OnnxSession open(
      Network network, Batch batch, LinearForm form, SessionSettings settings) {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (ConvertedWeights converted = new ConvertedWeights(temporary)) {
      return OnnxSession.open(Recording.of(network, batch, form, converted), settings);
    }
  }

  @Override
  public void close() {
    programs.forEach(LazyProgram::close);
  }
}

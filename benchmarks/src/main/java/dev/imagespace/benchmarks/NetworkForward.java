package dev.imagespace.benchmarks;

import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Precision;
import dev.imagespace.model.ModelHandler;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Pixels or ids to vectors: a forward pass and nothing else. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class NetworkForward {

  /** As {@code imagespace.model}. */
  @Param("mini")
  public String model = "";

  /** As {@code imagespace.model-handler}. */
  @Param("OPEN_CLIP")
  public ModelHandler handler = ModelHandler.OPEN_CLIP;

  /** As {@code imagespace.backend}. */
  @Param("onnx")
  public String backend = "";

  /** As {@code imagespace.precision}. */
  @Param("FLOAT32")
  public Precision precision = Precision.FLOAT32;

  /** Pictures or texts of a run. */
  @Param({"1", "8", "32"})
  public int batch;

  private NetworkAlone network;
  private BenchmarkProcess.Work pictures;
  private BenchmarkProcess.Work queries;

  /** Maps the weights at the first run. */
  @Setup
  public void open() {
    Execution execution = Execution.builder().backend(backend).precision(precision).build();
    network = NetworkAlone.open(model, handler, execution);
    pictures = network.on(batch);
    queries = network.onQueries(batch);
  }

  @Benchmark
  public void pictures() throws Exception {
    pictures.run();
  }

  /** Texts of about five tokens. */
  @Benchmark
  public void queries() throws Exception {
    queries.run();
  }

  @TearDown
  public void close() {
    network.close();
  }
}

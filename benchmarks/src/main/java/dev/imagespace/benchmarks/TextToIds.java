package dev.imagespace.benchmarks;

import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.hub.ModelResolver;
import dev.imagespace.tokenize.TextTokenizer;
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

/** A text to the ids of a model. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TextToIds {

  /** As {@code imagespace.model}. */
  @Param("mini")
  public String model = "";

  /** As {@code imagespace.model-handler}. */
  @Param("OPEN_CLIP")
  public ModelHandler handler = ModelHandler.OPEN_CLIP;

  /** A query, and a caption that fills the context of CLIP. */
  @Param({"a red bicycle", LONG})
  public String text = "";

  private static final String LONG =
      "a wide view of an old harbour town at the end of a rainy day in autumn, with fishing boats of"
          + " many colours tied to wooden posts, gulls above the market, a church on the hill behind"
          + " narrow houses, two children with a yellow umbrella on the bridge, and far away, where"
          + " the clouds break, the first lights of a ferry that comes home from the islands";

  private TextTokenizer tokenizer;

  /** Opens the model's files; no weights are read. */
  @Setup
  public void open() {
    tokenizer =
        Checkpoint.open(
                new ModelResolver(null, HubSettings.fromEnvironment(), download -> {})
                    .resolve(model, handler),
                handler)
            .tokenizer();
  }

  @Benchmark
  public int[] encode() {
    return tokenizer.encode(text);
  }

  @TearDown
  public void close() {
    tokenizer.close();
  }
}

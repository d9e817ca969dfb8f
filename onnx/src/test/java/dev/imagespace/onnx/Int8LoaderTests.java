package dev.imagespace.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Precision;
import dev.imagespace.execution.PrecisionRefusedException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.Program;
import dev.imagespace.testing.Closeness;
import dev.imagespace.testing.Goldens;
import dev.imagespace.tower.vision.ImageTower;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Int8 on the instruction set at hand: what is taken, what is refused, and who decides. */
class Int8LoaderTests {
  private static final Path MODEL = Goldens.model("openclip-tiny-vit");

  /** The forms that were loaded, in their order. */
  private final List<String> loaded = new ArrayList<>();

  @Test
  void theFastestFormIsTakenWhereItsVectorsAreClose() {
    ImageTower tower = tower(MODEL);
    try (Engine engine = engine(Int8Products.EXACT, true)) {
      Program program = engine.prepare(tower, () -> calibration(tower));
      for (Batch input : calibration(tower)) {
        assertThat(cosine(tower, program, input)).isGreaterThanOrEqualTo(0.999);
      }
    }
    assertThat(loaded).contains("dynamic").doesNotContain("block-wise");
  }

  /** As on x86 without VNNI too, whichever processor runs this. */
  @ParameterizedTest
  @EnumSource(Int8Products.class)
  void weightsForEveryProcessorStayClose(Int8Products products) {
    ImageTower tower = tower(MODEL);
    try (Engine engine = engine(products, false)) {
      Program program = engine.prepare(tower, List::of);
      for (Batch input : calibration(tower)) {
        assertThat(cosine(tower, program, input)).isGreaterThan(0.998);
      }
    }
  }

  @Test
  void channelsThatDwarfOthersTakeTheNextForm(@TempDir Path copy) throws IOException {
    ImageTower tower = tower(OutlierChannels.copy(MODEL, copy, 6));
    try (Engine engine = engine(Int8Products.EXACT, true)) {
      Program program = engine.prepare(tower, () -> calibration(tower));
      for (Batch input : calibration(tower)) {
        assertThat(cosine(tower, program, input)).isGreaterThanOrEqualTo(0.999);
      }
    }
    assertThat(loaded).contains("dynamic").endsWith("block-wise");
  }

  @Test
  void whereNoFormIsCloseTheFiguresAndThePropertyAreNamed(@TempDir Path copy) throws IOException {
    ImageTower tower = tower(OutlierChannels.copy(MODEL, copy, 20));
    try (Engine engine = engine(Int8Products.EXACT, true)) {
      Program program = engine.prepare(tower, () -> calibration(tower));
      Batch input = calibration(tower).get(0);
      assertThatThrownBy(() -> program.run(input))
          .isInstanceOf(PrecisionRefusedException.class)
          .hasMessageMatching(".* is 0\\.9\\d+ \\(dynamic\\), 0\\.9\\d+ \\(block-wise\\); .*")
          .hasMessageContaining("0.999")
          .hasMessageContaining("imagespace.precision-check=false");
      assertThat(program.isLoaded()).isFalse();
      int layers = loaded.size();
      assertThatThrownBy(() -> program.run(input)).isInstanceOf(PrecisionRefusedException.class);
      assertThat(loaded).as("decided once").hasSize(layers);
    }
  }

  @Test
  void whoeverSwitchesTheCheckOffGetsTheFastestForm(@TempDir Path copy) throws IOException {
    ImageTower tower = tower(OutlierChannels.copy(MODEL, copy, 20));
    try (Engine engine = engine(Int8Products.EXACT, false)) {
      Program program = engine.prepare(tower, List::of);
      assertThat(cosine(tower, program, calibration(tower).get(0))).isBetween(0.9, 0.999);
    }
    assertThat(loaded).containsOnly("dynamic");
  }

  @Test
  void aReleasedNetworkComesBackInItsFormWithoutAnotherComparison() {
    ImageTower tower = tower(MODEL);
    AtomicInteger comparisons = new AtomicInteger();
    try (Engine engine = engine(Int8Products.EXACT, true)) {
      Program program =
          engine.prepare(
              tower,
              () -> {
                comparisons.incrementAndGet();
                return calibration(tower);
              });
      Batch input = calibration(tower).get(0);
      float[] vector = program.run(input);
      program.release();
      assertThat(program.run(input)).containsExactly(vector);
    }
    assertThat(comparisons).hasValue(1);
  }

  private Engine engine(Int8Products products, boolean check) {
    List<LinearForm> forms =
        OnnxEngineProvider.int8Forms(products).stream().map(this::watched).toList();
    return new OnnxEngine(
        Execution.builder().threads(1).precision(Precision.INT8).precisionCheck(check).build(),
        forms);
  }

  private LinearForm watched(LinearForm form) {
    return new Watched(form, loaded);
  }

  /** Notes each layer that is recorded. */
  private record Watched(LinearForm form, List<String> loaded) implements LinearForm {
    @Override
    public Symbol record(LinearLayer layer, Graph graph, ModelWeights weights) {
      loaded.add(form.toString());
      return form.record(layer, graph, weights);
    }

    @Override
    public String toString() {
      return form.toString();
    }
  }

  private static ImageTower tower(Path model) {
    return Checkpoint.open(new ModelDirectory("model", model), ModelHandler.OPEN_CLIP).imageTower();
  }

  /** Waves of several lengths. */
  private static List<Batch> calibration(ImageTower tower) {
    int size = 3 * tower.imageSize().height() * tower.imageSize().width();
    Random random = new Random(1);
    return IntStream.range(0, 4)
        .mapToObj(
            number -> {
              float[] pixels = new float[size];
              double step = random.nextDouble() / 10;
              for (int i = 0; i < size; i++) {
                pixels[i] = (float) (Math.sin(step * i) + number * random.nextGaussian() / 5);
              }
              return tower.batch(pixels);
            })
        .toList();
  }

  private static double cosine(ImageTower tower, Program int8, Batch batch) {
    Execution float32 = Execution.builder().threads(1).build();
    try (Engine engine = new OnnxEngineProvider().create(float32)) {
      return Closeness.of(int8.run(batch), engine.prepare(tower, List::of).run(batch)).cosine();
    }
  }
}

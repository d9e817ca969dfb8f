package dev.imagespace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.format.WeightFiles;
import dev.imagespace.checkpoint.openclip.OpenClipVision;
import dev.imagespace.execution.Execution;
import dev.imagespace.model.cache.LayoutFiles;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.tensor.Program;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tower.vision.ImageTower;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tower for pictures of each of OpenCLIP's families, without the one for texts: from the peer's
 * pixels to its raw vectors, alone and in a batch; by every engine.
 */
public abstract class ImageFamiliesContract {
  private static final Logger log = LoggerFactory.getLogger(ImageFamiliesContract.class);

  protected abstract EngineProvider provider();

  /** But those whose tower for pictures is CLIP's own. */
  static Stream<String> families() {
    return Goldens.FAMILIES.stream()
        .filter(name -> !List.of("oc-metaclip2", "oc-roberta", "oc-xlm-roberta").contains(name));
  }

  @ParameterizedTest
  @MethodSource("families")
  void pixelsOfAFamilyBecomeTheVectorOfThePeer(String name) {
    ImageTower tower = tower(name);
    JsonObject route = route(name);
    float[] golden = Goldens.floats(route.get("embedding"));
    float[] pixels = pixels(route);
    try (Engine engine = provider().create(Execution.builder().threads(1).build())) {
      Program program = engine.prepare(tower, List::of);
      Closeness alone = Closeness.of(program.run(tower.batch(pixels)), golden);
      assertThat(alone).as(name).matches(Closeness::holds);
      float[] both = program.run(tower.batch(behindBlack(pixels)));
      float[] second = Arrays.copyOfRange(both, golden.length, both.length);
      assertThat(Closeness.of(second, golden)).as("%s, in a batch", name).matches(Closeness::holds);
      log.info("{}: {}, largest error {} of the maximum", name, tower.describe(), alone.relative());
    }
  }

  /** Of a checkpoint whose other weights are left alone. */
  static ImageTower tower(String name) {
    ModelDirectory directory = new ModelDirectory(name, Goldens.model(name));
    JsonConfig file = JsonConfig.read(directory.file("open_clip_config.json"));
    JsonConfig model = file.object("model_cfg");
    Weights weights =
        new Weights(
            WeightFiles.open(directory, LayoutFiles.OPEN_CLIP.weights()), Weights.Naming.asIs());
    ImageTower tower =
        OpenClipVision.read(
            model.object("vision_cfg"),
            OpenClipVision.sizes(file),
            weights.in("visual"),
            model.size("embed_dim", weights.largest()),
            model.flag("quick_gelu", false));
    weights.requireNoneLeft(
        tensor -> !tensor.startsWith("visual.") || tensor.endsWith(".num_batches_tracked"));
    return tower;
  }

  private static JsonObject route(String name) {
    return Goldens.goldens(name)
        .getAsJsonObject("images")
        .getAsJsonObject("photo_astronaut.png")
        .getAsJsonObject("routes")
        .getAsJsonObject("pil");
  }

  private static float[] pixels(JsonObject route) {
    return Goldens.npy(
        "openclip/goldens/" + route.getAsJsonObject("pixels").get("npy").getAsString());
  }

  private static float[] behindBlack(float[] pixels) {
    float[] both = new float[2 * pixels.length];
    System.arraycopy(pixels, 0, both, pixels.length, pixels.length);
    return both;
  }
}

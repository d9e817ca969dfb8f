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

  static Stream<String> families() {
    return Stream.of(
        "oc-siglip",
        "oc-siglip-so400m14-384",
        "oc-siglip2-b16",
        "oc-siglip2-b32",
        "oc-nllb-siglip",
        "oc-clipa",
        "oc-coca",
        "oc-convnext",
        "oc-convnext-d",
        "oc-convnext-xxl",
        "oc-eva01",
        "oc-eva02",
        "oc-eva02-e",
        "oc-pe",
        "oc-pe-g",
        "oc-vitamin",
        "oc-vitamin-xl",
        "oc-mobileclip-b",
        "oc-mobileclip-s0",
        "oc-mobileclip2-l",
        "oc-mobileclip2-s3",
        "oc-native-flags",
        "oc-native-custom");
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
    ModelDirectory directory = new ModelDirectory(name, Goldens.path("openclip/models/" + name));
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
    return Goldens.json("openclip/goldens/" + name + ".json")
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

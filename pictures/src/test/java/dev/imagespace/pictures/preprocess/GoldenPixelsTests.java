package dev.imagespace.pictures.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.PixelRules.Alpha;
import dev.imagespace.image.PixelRules.Resize;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;
import dev.imagespace.pictures.preprocess.PreprocessConfig.ResizeMode;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenPixelsTests {
  private static final JsonObject CLIP = GoldenPictures.json("goldens/st-tiny-vit.json");
  private static final List<Float> CLIP_MEAN = floats(CLIP, "image_mean", List.of());
  private static final List<Float> CLIP_STD = floats(CLIP, "image_std", List.of());
  private static final List<Float> HALVES = List.of(0.5f, 0.5f, 0.5f);

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("dropped")
  void droppedAlphaIsThatOfTransformers4(
      String model, PreprocessConfig config, String picture, JsonObject expected) {
    assertPixels(config, PixelRules.defaults().withAlpha(Alpha.DROP), picture, expected);
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("torchvision")
  void torchvisionsResizeIsThatOfTransformers5(
      String model, PreprocessConfig config, String picture, JsonObject expected) {
    assertPixels(config, PixelRules.defaults().withResize(Resize.TORCHVISION), picture, expected);
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("models")
  void referencePixelsOfEveryModelAreThoseOfItsPeer(
      String model, PreprocessConfig config, String picture, JsonObject expected) {
    assertPixels(config, picture, expected);
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("variants")
  void everyResizeModeSizeFillAndFilterOfOpenClipIsReproduced(
      String variant, PreprocessConfig config, String picture, JsonObject expected) {
    assertPixels(config, picture, expected);
  }

  private static void assertPixels(PreprocessConfig config, String picture, JsonObject expected) {
    assertPixels(config, PixelRules.defaults(), picture, expected);
  }

  private static void assertPixels(
      PreprocessConfig config, PixelRules rules, String picture, JsonObject expected) {
    DecodedImage image = GoldenPictures.decoded(picture);
    ImagePreprocessor preprocessor = new ImagePreprocessor(config, ImagePolicy.REFERENCE, rules);
    assertThat(GoldenPictures.sha256(preprocessor.crop(image)))
        .as("bytes before normalisation")
        .isEqualTo(expected.get("u8_hwc_sha256").getAsString());
    assertThat(GoldenPictures.sha256(preprocessor.preprocess(image)))
        .as("floats")
        .isEqualTo(expected.get("float_sha256").getAsString());
  }

  static Stream<Arguments> models() {
    return Stream.of(
            pictures("st-tiny-vit", "pil_backend", huggingFace(224)),
            pictures("hf-plain-gelu", "pil_backend", huggingFace(64)),
            pictures("hf-plain-legacy-eos2", "pil_backend", huggingFace(70)),
            pictures("openclip-tiny-vit", "pil", openClip(64)),
            pictures("openclip-tiny-vit-bin", "pil", openClip(64)),
            pictures("openclip-tiny-rn", "pil", openClip(96)),
            pictures("openclip-tiny-vit-quickgelu", "pil", squashed(96)))
        .flatMap(List::stream);
  }

  static Stream<Arguments> dropped() {
    return sentenceTransformers("hf4_slow");
  }

  static Stream<Arguments> torchvision() {
    return sentenceTransformers("pil");
  }

  private static Stream<Arguments> sentenceTransformers(String route) {
    return Stream.of(
            pictures("st-tiny-vit", route, huggingFace(224)),
            pictures("hf-plain-gelu", route, huggingFace(64)),
            pictures("hf-plain-legacy-eos2", route, huggingFace(70)))
        .flatMap(List::stream);
  }

  static Stream<Arguments> variants() {
    List<Arguments> all = new ArrayList<>();
    JsonObject file = GoldenPictures.json("goldens/openclip_preprocess_variants.json");
    for (JsonElement element : file.getAsJsonArray("variants")) {
      JsonObject variant = element.getAsJsonObject();
      JsonObject cfg = variant.getAsJsonObject("cfg");
      variant
          .getAsJsonObject("images")
          .asMap()
          .forEach(
              (name, golden) -> all.add(Arguments.of(cfg.toString(), variant(cfg), name, golden)));
    }
    return all.stream();
  }

  private static List<Arguments> pictures(String model, String route, PreprocessConfig config) {
    List<Arguments> all = new ArrayList<>();
    JsonObject images = GoldenPictures.json("goldens/" + model + ".json").getAsJsonObject("images");
    for (String name : images.keySet()) {
      JsonObject routes = images.getAsJsonObject(name).getAsJsonObject("routes");
      if (routes.has(route) && !routes.getAsJsonObject(route).has("error")) {
        all.add(Arguments.of(model, config, name, resolve(routes, route)));
      }
    }
    return all;
  }

  private static JsonObject resolve(JsonObject routes, String name) {
    JsonObject route = routes.getAsJsonObject(name);
    return route.has("same_as")
        ? resolve(routes, route.get("same_as").getAsString())
        : route.getAsJsonObject("pixels");
  }

  private static PreprocessConfig huggingFace(int size) {
    return config(size, size, CLIP_MEAN, CLIP_STD, Peer.SENTENCE_TRANSFORMERS);
  }

  private static PreprocessConfig openClip(int size) {
    return config(size, size, CLIP_MEAN, CLIP_STD, Peer.OPEN_CLIP);
  }

  private static PreprocessConfig squashed(int size) {
    return new PreprocessConfig(
        size, size, HALVES, HALVES, Interpolation.BILINEAR, ResizeMode.SQUASH, 0, Peer.OPEN_CLIP);
  }

  private static PreprocessConfig config(
      int height, int width, List<Float> mean, List<Float> std, Peer peer) {
    return new PreprocessConfig(
        height, width, mean, std, Interpolation.BICUBIC, ResizeMode.SHORTEST, 0, peer);
  }

  private static PreprocessConfig variant(JsonObject cfg) {
    JsonElement size = cfg.get("image_size");
    boolean pair = size.isJsonArray();
    JsonArray sides = pair ? size.getAsJsonArray() : new JsonArray();
    return new PreprocessConfig(
        pair ? sides.get(0).getAsInt() : size.getAsInt(),
        pair ? sides.get(1).getAsInt() : size.getAsInt(),
        floats(cfg, "mean", CLIP_MEAN),
        floats(cfg, "std", CLIP_STD),
        Interpolation.valueOf(text(cfg, "interpolation", "BICUBIC")),
        ResizeMode.valueOf(text(cfg, "resize_mode", "SHORTEST")),
        cfg.has("fill_color") ? cfg.get("fill_color").getAsInt() : 0,
        Peer.OPEN_CLIP);
  }

  private static String text(JsonObject cfg, String key, String otherwise) {
    return cfg.has(key) ? cfg.get(key).getAsString().toUpperCase(java.util.Locale.ROOT) : otherwise;
  }

  private static List<Float> floats(JsonObject cfg, String key, List<Float> otherwise) {
    if (!cfg.has(key)) {
      return otherwise;
    }
    return cfg.getAsJsonArray(key).asList().stream().map(JsonElement::getAsFloat).toList();
  }
}

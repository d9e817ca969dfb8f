package dev.imagespace.checkpoint;

import com.google.gson.JsonElement;
import dev.imagespace.preprocess.PreprocessConfig;
import dev.imagespace.preprocess.PreprocessConfig.Interpolation;
import dev.imagespace.preprocess.PreprocessConfig.Peer;
import dev.imagespace.preprocess.PreprocessConfig.ResizeMode;
import dev.imagespace.tower.ImageTower.ImageSize;
import java.util.List;

/** preprocess_cfg of an OpenCLIP configuration; what is left out is OpenCLIP's own default. */
final class OpenClipPreprocessing {

  private OpenClipPreprocessing() {}

  static PreprocessConfig read(JsonConfig file, ImageSize network) {
    if (!file.hasObject("preprocess_cfg")) {
      return config(
          network, OpenAi.MEAN, OpenAi.STD, Interpolation.BICUBIC, ResizeMode.SHORTEST, 0);
    }
    JsonConfig config = file.object("preprocess_cfg");
    requireNetworkSize(config, network);
    if (!config.text("mode", "RGB").equals("RGB")) {
      throw config.invalid("mode", "is not supported; 'RGB' is");
    }
    return config(
        network,
        floats(config, "mean", OpenAi.MEAN),
        floats(config, "std", OpenAi.STD),
        interpolation(config),
        resizeMode(config),
        config.integer("fill_color", 0));
  }

  private static PreprocessConfig config(
      ImageSize size,
      List<Float> mean,
      List<Float> std,
      Interpolation interpolation,
      ResizeMode mode,
      int fill) {
    return new PreprocessConfig(
        size.height(), size.width(), mean, std, interpolation, mode, fill, Peer.OPEN_CLIP);
  }

  private static Interpolation interpolation(JsonConfig config) {
    return switch (config.text("interpolation", "bicubic")) {
      case "bicubic" -> Interpolation.BICUBIC;
      case "bilinear" -> Interpolation.BILINEAR;
      default -> throw config.invalid("interpolation", "is not supported: bicubic, bilinear");
    };
  }

  private static ResizeMode resizeMode(JsonConfig config) {
    return switch (config.text("resize_mode", "shortest")) {
      case "shortest" -> ResizeMode.SHORTEST;
      case "longest" -> ResizeMode.LONGEST;
      case "squash" -> ResizeMode.SQUASH;
      default -> throw config.invalid("resize_mode", "is not known: shortest, longest, squash");
    };
  }

  private static void requireNetworkSize(JsonConfig config, ImageSize network) {
    if (!config.has("size")) {
      return;
    }
    List<Integer> size =
        config.isList("size")
            ? config.list("size", JsonElement::getAsInt)
            : List.of(config.integer("size"), config.integer("size"));
    if (!size.equals(List.of(network.height(), network.width()))) {
      throw config.invalid(
          "size", "is not the network's, %d×%d".formatted(network.height(), network.width()));
    }
  }

  private static List<Float> floats(JsonConfig config, String key, List<Float> absent) {
    if (!config.has(key)) {
      return absent;
    }
    if (!config.isList(key)) {
      float value = (float) config.number(key, 0);
      return List.of(value, value, value);
    }
    List<Float> values = config.list(key, JsonElement::getAsFloat);
    if (values.size() != 3) {
      throw config.invalid(key, "must be three numbers");
    }
    return values;
  }
}

package dev.imagespace.checkpoint.openclip;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.config.OpenAiDataset;
import dev.imagespace.pictures.preprocess.PreprocessConfig;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;
import dev.imagespace.pictures.preprocess.PreprocessConfig.ResizeMode;
import dev.imagespace.tower.vision.ImageTower.ImageSize;
import java.util.List;

/** preprocess_cfg of an OpenCLIP configuration; what is left out is OpenCLIP's own default. */
public final class OpenClipPreprocessing {

  private OpenClipPreprocessing() {}

  public static PreprocessConfig read(JsonConfig file, ImageSize network) {
    if (!file.hasObject("preprocess_cfg")) {
      return config(
          network,
          OpenAiDataset.MEAN,
          OpenAiDataset.STD,
          Interpolation.BICUBIC,
          ResizeMode.SHORTEST,
          0);
    }
    JsonConfig config = file.object("preprocess_cfg");
    requireNetworkSize(config, network);
    if (!config.text("mode", "RGB").equals("RGB")) {
      throw config.invalid("mode", "is not supported; 'RGB' is");
    }
    return config(
        network,
        config.means("mean"),
        config.deviations("std"),
        interpolation(config),
        resizeMode(config),
        config.integer("fill_color", 0, 0, 255));
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
    if (!config
        .sides("size", network.height())
        .equals(List.of(network.height(), network.width()))) {
      throw config.invalid(
          "size", "is not the network's, %d×%d".formatted(network.height(), network.width()));
    }
  }
}

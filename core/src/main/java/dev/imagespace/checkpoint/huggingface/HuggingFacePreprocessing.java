package dev.imagespace.checkpoint.huggingface;

import dev.imagespace.checkpoint.config.InputLimits;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.pictures.preprocess.PreprocessConfig;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;
import dev.imagespace.pictures.preprocess.PreprocessConfig.ResizeMode;
import java.util.List;

/**
 * preprocessor_config.json, or processor_config.json of transformers 5 with the same inside. What
 * is left out is a default of transformers' CLIPImageProcessor.
 */
public final class HuggingFacePreprocessing {
  private static final String OLD = "preprocessor_config.json";
  private static final String NEW = "processor_config.json";
  private static final List<String> STEPS =
      List.of("do_resize", "do_center_crop", "do_rescale", "do_normalize");

  private HuggingFacePreprocessing() {}

  public static PreprocessConfig read(ModelDirectory directory) {
    JsonConfig config = file(directory);
    boolean squash = squashes(config);
    for (String step : STEPS) {
      boolean needless = squash && step.equals("do_center_crop");
      if (!config.flag(step, true) && !needless) {
        throw config.invalid(step, "is not supported: the step must be done");
      }
    }
    if (Math.abs(config.number("rescale_factor", 1 / 255.0, 0, 1) - 1 / 255.0) > 1e-9) {
      throw config.invalid("rescale_factor", "is not supported: it must be 1/255");
    }
    int[] size = rectangle(config, squash ? "size" : "crop_size");
    return new PreprocessConfig(
        size[0],
        size[1],
        config.means("image_mean"),
        config.deviations("image_std"),
        interpolation(config),
        squash ? ResizeMode.SQUASH : ResizeMode.SHORTEST,
        0,
        Peer.SENTENCE_TRANSFORMERS,
        squash ? Math.min(size[0], size[1]) : shortestEdge(config));
  }

  private static JsonConfig file(ModelDirectory directory) {
    if (directory.has(OLD)) {
      return JsonConfig.read(directory.file(OLD));
    }
    if (directory.has(NEW)) {
      JsonConfig processor = JsonConfig.read(directory.file(NEW));
      return processor.hasObject("image_processor")
          ? processor.object("image_processor")
          : processor;
    }
    throw new InvalidCheckpointException(
        "%s has neither %s nor %s: how to prepare a picture is unknown. Download the model completely."
            .formatted(directory, OLD, NEW));
  }

  private static boolean squashes(JsonConfig config) {
    return config.hasObject("size") && config.object("size").has("height");
  }

  private static int shortestEdge(JsonConfig config) {
    return config.hasObject("size")
        ? config.object("size").size("shortest_edge", InputLimits.MOST_PIXELS_OF_A_SIDE)
        : config.size("size", 224, InputLimits.MOST_PIXELS_OF_A_SIDE);
  }

  private static int[] rectangle(JsonConfig config, String key) {
    if (config.hasObject(key)) {
      JsonConfig size = config.object(key);
      int most = InputLimits.MOST_PIXELS_OF_A_SIDE;
      return new int[] {size.size("height", most), size.size("width", most)};
    }
    int side = config.size(key, 224, InputLimits.MOST_PIXELS_OF_A_SIDE);
    return new int[] {side, side};
  }

  private static Interpolation interpolation(JsonConfig config) {
    return switch (config.integer("resample", 3, 0, 5)) {
      case 2 -> Interpolation.BILINEAR;
      case 3 -> Interpolation.BICUBIC;
      default -> throw config.invalid("resample", "is not supported: 2 (bilinear), 3 (bicubic)");
    };
  }
}

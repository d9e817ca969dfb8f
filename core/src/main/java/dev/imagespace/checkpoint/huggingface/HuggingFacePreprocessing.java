package dev.imagespace.checkpoint.huggingface;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.config.NeutralKeys;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.pictures.preprocess.PreprocessConfig;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;
import dev.imagespace.pictures.preprocess.PreprocessConfig.ResizeMode;
import java.util.List;
import java.util.Optional;

/**
 * How transformers 5 prepares pictures, by processor_config.json with an image processor in it,
 * else by preprocessor_config.json. What is left out is a default of the {@link ImageProcessor}
 * that the file names.
 */
public final class HuggingFacePreprocessing {
  private static final String OLD = "preprocessor_config.json";
  private static final String NEW = "processor_config.json";
  private static final String INSIDE = "image_processor";
  private static final List<Float> ZEROS = List.of(0f, 0f, 0f);
  private static final List<Float> ONES = List.of(1f, 1f, 1f);

  private HuggingFacePreprocessing() {}

  public static PreprocessConfig read(ModelDirectory directory) {
    JsonConfig config = file(directory);
    ImageProcessor processor = ImageProcessor.of(config);
    if (!config.flag("do_resize", true)) {
      throw config.invalid("do_resize", "is not supported: every picture must be resized");
    }
    PictureSize size = PictureSize.read(config, processor);
    // (byte·factor − mean) / std is (byte/255 − mean/(255·factor)) / (std/(255·factor)).
    double scale = 255 * factor(config);
    boolean normalised = config.flag("do_normalize", true);
    List<Float> mean = normalised ? config.means("image_mean", processor.mean()) : ZEROS;
    List<Float> std = normalised ? config.deviations("image_std", processor.std()) : ONES;
    PreprocessConfig preprocessing =
        new PreprocessConfig(
            size.tensor().height(),
            size.tensor().width(),
            divided(mean, scale),
            divided(std, scale),
            interpolation(config, processor),
            size.shortest() == 0 ? ResizeMode.SQUASH : ResizeMode.SHORTEST,
            0,
            Peer.SENTENCE_TRANSFORMERS,
            size.shortest() == 0
                ? Math.min(size.squashed().height(), size.squashed().width())
                : size.shortest(),
            size.longest(),
            size.shortest() == 0 ? size.squashed() : size.tensor());
    config.requireKnown(NeutralKeys.of("image processor"));
    return preprocessing;
  }

  /** As transformers 5 looks for it: what is inside processor_config.json counts first. */
  private static JsonConfig file(ModelDirectory directory) {
    if (directory.has(NEW)) {
      JsonConfig processor = JsonConfig.read(directory.file(NEW));
      Optional<JsonConfig> inside =
          processor.hasObject(INSIDE) ? Optional.of(processor.object(INSIDE)) : Optional.empty();
      processor.requireKnown(NeutralKeys.of("processor"));
      if (inside.isPresent()) {
        return inside.get();
      }
    }
    if (directory.has(OLD)) {
      return JsonConfig.read(directory.file(OLD));
    }
    throw new InvalidCheckpointException(
        "%s has neither %s nor %s with an '%s' in it: how to prepare a picture is unknown. Add the file that the model was published with."
            .formatted(directory, OLD, NEW, INSIDE));
  }

  /** What a byte of a colour is multiplied with. */
  private static double factor(JsonConfig config) {
    if (!config.flag("do_rescale", true)) {
      return 1;
    }
    double factor = config.number("rescale_factor", 1 / 255.0, 1e-4, 100);
    return Math.abs(255 * factor - 1) < 1e-9 ? 1 / 255.0 : factor;
  }

  private static List<Float> divided(List<Float> colours, double scale) {
    return scale == 1 ? colours : colours.stream().map(c -> (float) (c / scale)).toList();
  }

  private static Interpolation interpolation(JsonConfig config, ImageProcessor processor) {
    if (!config.has("resample")) {
      return processor.interpolation();
    }
    return switch (config.integer("resample", 3, 0, 5)) {
      case 2 -> Interpolation.BILINEAR;
      case 3 -> Interpolation.BICUBIC;
      default -> throw config.invalid("resample", "is not supported: 2 (bilinear), 3 (bicubic)");
    };
  }
}

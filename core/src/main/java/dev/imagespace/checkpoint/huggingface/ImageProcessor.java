package dev.imagespace.checkpoint.huggingface;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.config.OpenAiDataset;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Interpolation;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A class of transformers that prepares pictures: what it does where its file says nothing. From
 * the {@code image_processing_pil_*.py} of transformers 5.23. Immutable.
 *
 * @param edge of the resized picture
 * @param square whether that is height and width, not the shorter side
 * @param numberIsSquare the same for a size that is one number
 * @param cropped whether the centre is cut out
 * @param crop height and width of it; 0 where it has none
 * @param growsBeforeCrop whether the resize is by the rule of ConvNeXt
 */
record ImageProcessor(
    Interpolation interpolation,
    List<Float> mean,
    List<Float> std,
    int edge,
    boolean square,
    boolean numberIsSquare,
    boolean cropped,
    int crop,
    boolean growsBeforeCrop) {
  private static final Pattern NAME =
      Pattern.compile("(.+?)(?:ImageProcessor(?:Fast|Pil)?|FeatureExtractor)");

  private static final List<Float> HALF = List.of(0.5f, 0.5f, 0.5f);

  private static final ImageProcessor CLIP =
      new ImageProcessor(
          Interpolation.BICUBIC,
          OpenAiDataset.MEAN,
          OpenAiDataset.STD,
          224,
          false,
          false,
          true,
          224,
          false);

  private static final Map<String, ImageProcessor> CLASSES =
      Map.of(
          "CLIP",
          CLIP,
          "Bit",
          CLIP,
          "Siglip",
          squash(Interpolation.BICUBIC, 224, false),
          "ViT",
          squash(Interpolation.BILINEAR, 224, true),
          "DeiT",
          new ImageProcessor(Interpolation.BICUBIC, HALF, HALF, 256, true, true, true, 224, false),
          "ConvNext",
          new ImageProcessor(Interpolation.BICUBIC, HALF, HALF, 384, false, false, false, 0, true));

  private static ImageProcessor squash(Interpolation filter, int edge, boolean numberIsSquare) {
    return new ImageProcessor(filter, HALF, HALF, edge, true, numberIsSquare, false, 0, false);
  }

  /** The class that a file names, or CLIP's, which goes with a CLIP where it names none. */
  static ImageProcessor of(JsonConfig config) {
    // Files of before 2022 name the class by its older name, which counts where it stands alone.
    String older = config.text("feature_extractor_type");
    String newer = config.text("image_processor_type");
    String name = newer != null ? newer : older;
    if (name == null) {
      return CLIP;
    }
    Matcher matcher = NAME.matcher(name);
    ImageProcessor known = matcher.matches() ? CLASSES.get(matcher.group(1)) : null;
    if (known == null) {
      throw config.invalid(
          newer != null ? "image_processor_type" : "feature_extractor_type",
          "prepares pictures in a way that is not supported. Supported are the image processors of CLIP, Bit, Siglip, ViT, DeiT and ConvNext");
    }
    return known;
  }
}

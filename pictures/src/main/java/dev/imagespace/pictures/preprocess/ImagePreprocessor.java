package dev.imagespace.pictures.preprocess;

import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.PixelRules.Alpha;
import dev.imagespace.image.PixelRules.Resize;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.PictureShape;
import dev.imagespace.pictures.decode.PixelUse;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;

/** Decoded pictures to normalised CHW floats. Thread-safe. */
public final class ImagePreprocessor implements PixelUse<float[]> {
  private static final int CHANNELS = 3;

  private final PreprocessConfig config;
  private final ImagePolicy policy;
  private final Resize resize;
  private final Resampler resampler;
  private final boolean dropsAlpha;

  /** (3, 256): what becomes of each byte in each channel. */
  private final float[][] normalised = new float[CHANNELS][256];

  /** The default rules. */
  public ImagePreprocessor(PreprocessConfig config, ImagePolicy policy) {
    this(config, policy, PixelRules.defaults());
  }

  /** Rules that name another peer count under {@link ImagePolicy#REFERENCE} only. */
  public ImagePreprocessor(PreprocessConfig config, ImagePolicy policy, PixelRules rules) {
    this.config = config;
    this.policy = policy;
    boolean reference = policy == ImagePolicy.REFERENCE;
    boolean openClip = config.peer() == Peer.OPEN_CLIP;
    resize = reference && !openClip ? rules.resize() : Resize.PILLOW;
    dropsAlpha = reference && !openClip && rules.alpha() == Alpha.DROP;
    resampler =
        new Resampler(
            config.interpolation(),
            resize,
            reference ? rules.resizeOrder() : PixelRules.defaults().resizeOrder());
    for (int c = 0; c < CHANNELS; c++) {
      float mean = config.mean().get(c);
      float std = config.std().get(c);
      for (int value = 0; value < 256; value++) {
        // In float32 at every step, as the peers compute it.
        normalised[c][value] =
            resize == Resize.TORCHVISION
                ? (value - mean * 255f) / (std * 255f)
                : (value / 255f - mean) / std;
      }
    }
  }

  /**
   * (3, height, width) floats, red first: (byte / 255 - mean) / std.
   *
   * @throws ImageRejectedException if the picture is so narrow that no pixel is left of a side
   */
  public float[] preprocess(DecodedImage image) {
    byte[] crop = crop(image);
    int plane = config.width() * config.height();
    float[] out = new float[CHANNELS * plane];
    for (int c = 0; c < CHANNELS; c++) {
      float[] table = normalised[c];
      for (int i = 0, from = c; i < plane; i++, from += CHANNELS) {
        out[c * plane + i] = table[crop[from] & 0xff];
      }
    }
    return out;
  }

  @Override
  public float[] use(DecodedImage image) {
    return preprocess(image);
  }

  @Override
  public long memory(PictureShape shape) {
    long converted = converted(shape);
    boolean turned = policy == ImagePolicy.VISUAL && shape.turned();
    long samples = (turned ? 2 : 1) * converted + ModeResize.memory(shape, config, converted > 0);
    return samples + (long) CHANNELS * (1 + Float.BYTES) * config.width() * config.height();
  }

  /** Of the picture {@link #beforeResize}, where that is another. */
  private long converted(PictureShape shape) {
    if (policy == ImagePolicy.REFERENCE && dropsAlpha) {
      return RgbConversion.memory(shape);
    }
    boolean asItIs = policy == ImagePolicy.REFERENCE && config.peer() == Peer.OPEN_CLIP;
    return asItIs ? 0 : CompositeOnWhite.memory(shape, policy);
  }

  /**
   * Crops and resizes as the peer does: (height, width, 3) bytes, red first, before normalisation.
   *
   * @throws ImageRejectedException if the picture is so narrow that no pixel is left of a side
   */
  public byte[] crop(DecodedImage image) {
    DecodedImage source = beforeResize(image);
    ResizePlan plan = ResizePlan.of(config, resize, source.width(), source.height());
    DecodedImage cut = ModeResize.resize(source, plan, resampler);
    return RgbConversion.rgb(plan.place(cut, config)).samples();
  }

  private DecodedImage beforeResize(DecodedImage image) {
    if (policy == ImagePolicy.VISUAL) {
      return CompositeOnWhite.of(image, policy).turned(image.orientation());
    }
    if (dropsAlpha) {
      return RgbConversion.rgb(image);
    }
    // OpenCLIP resizes in the mode of the file, and converts what is left.
    return config.peer() == Peer.OPEN_CLIP ? image : CompositeOnWhite.of(image, policy);
  }
}

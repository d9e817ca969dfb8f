package dev.imagespace.pictures.preprocess;

import dev.imagespace.image.ImagePolicy;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.ColorKey;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.DecodedImage.Palette;
import dev.imagespace.pictures.decode.PictureShape;

/**
 * Colours before the resize, transparency composited on white. Stateless.
 *
 * <p>Pictures without colour stay in one channel: three equal ones would be resized to three equal
 * ones.
 */
final class CompositeOnWhite {
  private CompositeOnWhite() {}

  /** The picture in mode GRAY or RGB. */
  static DecodedImage of(DecodedImage image, ImagePolicy policy) {
    return switch (image.mode()) {
      case BILEVEL, GRAY -> gray(image, image.samples(), policy);
      case GRAY16 -> gray16(image, policy);
      case GRAY_ALPHA -> grayOnWhite(image);
      case PALETTE -> palette(image);
      case RGB -> rgb(image, policy);
      case RGBA -> rgbOnWhite(image);
      case CMYK, YCBCR -> RgbConversion.rgb(image);
      case INTEGER, FLOAT -> gray(image, RgbConversion.clippedNumbers(image), policy);
    };
  }

  /** Bytes that {@link #of} takes. */
  static long memory(PictureShape shape, ImagePolicy policy) {
    int copies = shape.keyed() ? 1 : 0;
    return switch (shape.mode()) {
      case BILEVEL, GRAY -> copies * shape.pixels();
      case GRAY16 -> (policy == ImagePolicy.REFERENCE ? 1 + copies : 1) * shape.pixels();
      case GRAY_ALPHA, INTEGER, FLOAT -> shape.pixels();
      case RGB -> 3L * copies * shape.pixels();
      case PALETTE, RGBA, CMYK, YCBCR -> 3 * shape.pixels();
    };
  }

  private static DecodedImage gray(DecodedImage image, byte[] samples, ImagePolicy policy) {
    ColorKey key = image.colorKey();
    if (key == null) {
      return DecodedImage.of(Mode.GRAY, image.width(), image.height(), samples);
    }
    byte clear = (byte) Transparency.of(key, policy).rgb();
    byte[] out = samples.clone();
    for (int i = 0; i < out.length; i++) {
      if (out[i] == clear) {
        out[i] = (byte) 255;
      }
    }
    return DecodedImage.of(Mode.GRAY, image.width(), image.height(), out);
  }

  /** Pillow clips 16 bits at 255; a person sees the high byte. */
  private static DecodedImage gray16(DecodedImage image, ImagePolicy policy) {
    if (policy == ImagePolicy.REFERENCE) {
      return gray(image, RgbConversion.clipped(image), policy);
    }
    ColorKey key = image.colorKey();
    int clear = key == null ? -1 : key.red();
    byte[] words = image.samples();
    byte[] out = new byte[words.length / 2];
    for (int i = 0; i < out.length; i++) {
      int word = (words[2 * i] & 0xff) | (words[2 * i + 1] & 0xff) << 8;
      out[i] = word == clear ? (byte) 255 : words[2 * i + 1];
    }
    return DecodedImage.of(Mode.GRAY, image.width(), image.height(), out);
  }

  private static DecodedImage grayOnWhite(DecodedImage image) {
    byte[] in = image.samples();
    byte[] out = new byte[in.length / 2];
    for (int i = 0; i < out.length; i++) {
      out[i] = Alpha.overWhite(in[2 * i] & 0xff, in[2 * i + 1] & 0xff);
    }
    return DecodedImage.of(Mode.GRAY, image.width(), image.height(), out);
  }

  private static DecodedImage rgbOnWhite(DecodedImage image) {
    byte[] in = image.samples();
    byte[] out = new byte[in.length / 4 * 3];
    for (int i = 0, to = 0; i < in.length; i += 4) {
      int alpha = in[i + 3] & 0xff;
      out[to++] = Alpha.overWhite(in[i] & 0xff, alpha);
      out[to++] = Alpha.overWhite(in[i + 1] & 0xff, alpha);
      out[to++] = Alpha.overWhite(in[i + 2] & 0xff, alpha);
    }
    return DecodedImage.of(Mode.RGB, image.width(), image.height(), out);
  }

  private static DecodedImage palette(DecodedImage image) {
    byte[] colours = image.palette().rgb();
    byte[] alpha = image.palette().alpha();
    if (alpha != null) {
      colours = colours.clone();
      for (int i = 0; i < colours.length; i++) {
        colours[i] = Alpha.overWhite(colours[i] & 0xff, alpha[i / 3] & 0xff);
      }
    }
    return RgbConversion.rgb(
        DecodedImage.of(
            new Palette(colours, null), image.width(), image.height(), image.samples()));
  }

  private static DecodedImage rgb(DecodedImage image, ImagePolicy policy) {
    ColorKey key = image.colorKey();
    if (key == null) {
      return image;
    }
    Transparency clear = Transparency.of(key, policy);
    byte[] out = image.samples().clone();
    for (int i = 0; i < out.length; i += 3) {
      if (clear.matches(out[i] & 0xff, out[i + 1] & 0xff, out[i + 2] & 0xff)) {
        out[i] = out[i + 1] = out[i + 2] = (byte) 255;
      }
    }
    return DecodedImage.of(Mode.RGB, image.width(), image.height(), out);
  }
}

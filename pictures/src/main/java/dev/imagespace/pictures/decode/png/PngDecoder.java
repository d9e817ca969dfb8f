package dev.imagespace.pictures.decode.png;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.ColorKey;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.DecodedImage.Palette;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ImageDecoder;
import dev.imagespace.pictures.decode.PictureShape;
import dev.imagespace.pictures.decode.imageio.ImageIoReader;
import dev.imagespace.pictures.decode.imageio.Samples;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** PNG of every colour type and depth, interlaced or not. */
public final class PngDecoder implements ImageDecoder {
  private static final int GRAY = 0;
  private static final int RGB = 2;
  private static final int PALETTE = 3;
  private static final int GRAY_ALPHA = 4;
  private static final int RGBA = 6;

  private final ImageIoReader reader = new ImageIoReader("png");

  @Override
  public String format() {
    return "PNG";
  }

  @Override
  public boolean recognises(EncodedImage image) {
    return image.startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n');
  }

  @Override
  public DecodedImage decode(EncodedImage image) throws IOException {
    PngChunks png = PngChunks.read(image);
    PictureShape shape = shape(image, png);
    image.reserve(shape, png.memory(shape));
    Raster raster = reader.read(image, png.essential(), png.width(), png.height(), false);
    DecodedImage decoded =
        switch (shape.mode()) {
          case BILEVEL, GRAY, GRAY16 -> gray(image, shape.mode(), png, raster);
          case PALETTE -> palette(image, png, raster);
          default -> of(image, shape.mode(), png, raster).withColorKey(rgbKey(png));
        };
    return decoded.withOrientation(png.orientation());
  }

  private static PictureShape shape(EncodedImage image, PngChunks png) {
    return PictureShape.of(mode(image, png), png.width(), png.height())
        .keyed(png.transparency() != null)
        .oriented(png.orientation());
  }

  private static Mode mode(EncodedImage image, PngChunks png) {
    return switch (png.colourType()) {
      case GRAY -> png.depth() == 16 ? Mode.GRAY16 : png.depth() == 1 ? Mode.BILEVEL : Mode.GRAY;
      case RGB -> Mode.RGB;
      case PALETTE -> Mode.PALETTE;
      // Pillow widens 16-bit gray and alpha to RGBA: the same pixels, three times over.
      case GRAY_ALPHA -> Mode.GRAY_ALPHA;
      case RGBA -> Mode.RGBA;
      default -> throw image.rejected("unknown PNG colour type " + png.colourType() + ".");
    };
  }

  private static DecodedImage of(EncodedImage image, Mode mode, PngChunks png, Raster raster) {
    return DecodedImage.of(mode, png.width(), png.height(), Samples.bytes(image, raster));
  }

  private static DecodedImage gray(EncodedImage image, Mode mode, PngChunks png, Raster raster) {
    ColorKey key = grayKey(png);
    if (mode == Mode.GRAY16) {
      byte[] words = Samples.words(image, raster);
      return DecodedImage.of(Mode.GRAY16, png.width(), png.height(), words).withColorKey(key);
    }
    byte[] samples = Samples.bytes(image, raster);
    if (png.depth() < 8) {
      Samples.scale(samples, 255 / ((1 << png.depth()) - 1));
    }
    return DecodedImage.of(mode, png.width(), png.height(), samples).withColorKey(key);
  }

  private static DecodedImage palette(EncodedImage image, PngChunks png, Raster raster) {
    if (png.colours() == null) {
      throw image.rejected("damaged PNG: its palette is missing.");
    }
    byte[] alpha = null;
    if (png.transparency() != null) {
      alpha = Arrays.copyOf(png.transparency(), 256);
      Arrays.fill(alpha, Math.min(256, png.transparency().length), 256, (byte) 255);
    }
    Palette palette = new Palette(Arrays.copyOf(png.colours(), 3 * 256), alpha);
    return DecodedImage.of(palette, png.width(), png.height(), Samples.bytes(image, raster));
  }

  private static @Nullable ColorKey grayKey(PngChunks png) {
    byte[] key = png.transparency();
    if (key == null || key.length < 2) {
      return null;
    }
    int gray = word(key, 0);
    return new ColorKey(gray, gray, gray, png.depth());
  }

  private static @Nullable ColorKey rgbKey(PngChunks png) {
    byte[] key = png.transparency();
    if (png.colourType() != RGB || key == null || key.length < 6) {
      return null;
    }
    return new ColorKey(word(key, 0), word(key, 2), word(key, 4), png.depth());
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}

package dev.imagespace.pictures.decode.png;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.ColorKey;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.DecodedImage.Palette;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ImageDecoder;
import dev.imagespace.pictures.decode.PictureShape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** PNG of every colour type and depth, interlaced or not; of an animated one the default image. */
public final class PngDecoder implements ImageDecoder {

  @Override
  public String format() {
    return "PNG";
  }

  @Override
  public boolean recognises(EncodedImage image) {
    return image.startsWith(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n');
  }

  @Override
  public DecodedImage decode(EncodedImage image) {
    PngChunks png = PngChunks.read(image);
    PngHeader header = png.header();
    Palette palette = header.mode() == Mode.PALETTE ? palette(image, png) : null;
    PictureShape shape =
        PictureShape.of(header.mode(), header.width(), header.height())
            .keyed(png.transparency() != null)
            .oriented(png.orientation());
    image.reserve(shape, shape.bytes() + 2L * header.rowBytes(header.width()));
    byte[] samples;
    try (PngPixels pixels = new PngPixels(image, header, new PngData(image, png.data()))) {
      samples = pixels.read();
    }
    DecodedImage decoded =
        palette == null
            ? DecodedImage.of(header.mode(), header.width(), header.height(), samples)
                .withColorKey(colorKey(png))
            : DecodedImage.of(palette, header.width(), header.height(), samples);
    return decoded.withOrientation(png.orientation());
  }

  private static Palette palette(EncodedImage image, PngChunks png) {
    if (png.colours() == null) {
      throw image.rejected("damaged PNG: its palette is missing.");
    }
    byte[] alpha = null;
    if (png.transparency() != null) {
      alpha = Arrays.copyOf(png.transparency(), 256);
      Arrays.fill(alpha, Math.min(256, png.transparency().length), 256, (byte) 255);
    }
    return new Palette(Arrays.copyOf(png.colours(), 3 * 256), alpha);
  }

  private static @Nullable ColorKey colorKey(PngChunks png) {
    byte[] key = png.transparency();
    int colourType = png.header().colourType();
    int depth = png.header().depth();
    if (key == null) {
      return null;
    }
    if (colourType == PngHeader.GRAY && key.length >= 2) {
      return new ColorKey(word(key, 0), word(key, 0), word(key, 0), depth);
    }
    if (colourType == PngHeader.RGB && key.length >= 6) {
      return new ColorKey(word(key, 0), word(key, 2), word(key, 4), depth);
    }
    return null;
  }

  private static int word(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
  }
}

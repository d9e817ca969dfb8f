package dev.imagespace.pictures.ffmpeg;

import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.ffmpeg.codec.Planes;
import dev.imagespace.pictures.ffmpeg.codec.StreamColour;
import dev.imagespace.pictures.ffmpeg.codec.TileDecoder;
import dev.imagespace.pictures.ffmpeg.colour.Levels;
import dev.imagespace.pictures.ffmpeg.container.Item;
import dev.imagespace.pictures.ffmpeg.container.Property;
import java.util.Optional;

/**
 * The picture and its transparency, decoded tile by tile and made into pixels.
 *
 * @param smooth whether chroma that is missing is interpolated: so does libavif, libheif repeats it
 * @param premultiplied whether colours are multiplied by alpha
 */
record Layers(
    TileLayout colour, Optional<TileLayout> alpha, boolean smooth, boolean premultiplied) {

  /** What came out of the streams of one layer. */
  private record Decoded(Planes planes, StreamColour colour) {}

  /**
   * Decodes.
   *
   * @param nclx colours as the file says, which outranks its streams
   */
  byte[] samples(EncodedImage image, Mode mode, Optional<Property.Nclx> nclx) {
    Decoded main = decoded(image, colour);
    Optional<Decoded> transparency = alpha.map(layer -> decoded(image, layer));
    int channels = mode.bytesPerPixel();
    byte[] out = new byte[Math.multiplyExact(Math.multiplyExact(colour.width(), colour.height()), channels)];
    Levels levels = levels(image, main.colour, nclx);
    if (!colour.format().gray()) {
      levels.rgb(image, main.planes, out, channels);
    } else {
      for (int channel = 0; channel < Math.min(channels, 3); channel++) {
        levels.luma(image, main.planes, out, channels, channel);
      }
    }
    if (transparency.isPresent()) {
      Decoded layer = transparency.get();
      levels(image, layer.colour, Optional.empty()).luma(image, layer.planes, out, channels, 3);
      if (premultiplied) {
        divideByAlpha(out);
      }
    }
    return out;
  }

  private Levels levels(EncodedImage image, StreamColour stream, Optional<Property.Nclx> nclx) {
    return nclx.map(
            box -> Levels.of(image, box.primaries(), box.matrix(), box.fullRange(), smooth))
        .orElseGet(
            () ->
                Levels.of(
                    image, stream.primaries(), stream.matrix(), stream.fullRange(), smooth));
  }

  private static Decoded decoded(EncodedImage image, TileLayout layout) {
    Planes planes = new Planes(layout.format(), layout.width(), layout.height());
    StreamColour colour = null;
    for (int i = 0; i < layout.tiles().size(); i++) {
      image.requireGoingOn();
      Item tile = layout.tiles().get(i);
      StreamColour own =
          TileDecoder.decode(
              image,
              layout.format(),
              tile,
              layout.tileWidth(),
              layout.tileHeight(),
              planes,
              layout.left(i),
              layout.top(i));
      colour = colour == null ? own : colour;
    }
    if (colour == null) {
      throw image.rejected("a picture of no tiles.");
    }
    return new Decoded(planes, colour);
  }

  private static void divideByAlpha(byte[] rgba) {
    for (int at = 0; at < rgba.length; at += 4) {
      int alpha = rgba[at + 3] & 0xff;
      for (int channel = 0; channel < 3 && alpha > 0; channel++) {
        int value = ((rgba[at + channel] & 0xff) * 255 + alpha / 2) / alpha;
        rgba[at + channel] = (byte) Math.min(255, value);
      }
    }
  }
}

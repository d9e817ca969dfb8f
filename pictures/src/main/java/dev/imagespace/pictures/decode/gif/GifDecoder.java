package dev.imagespace.pictures.decode.gif;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.ColorKey;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.DecodedImage.Palette;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ImageDecoder;
import dev.imagespace.pictures.decode.imageio.ImageIoReader;
import dev.imagespace.pictures.decode.imageio.Samples;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Arrays;

/** The first frame of a GIF, on its logical screen. */
public final class GifDecoder implements ImageDecoder {
  private final ImageIoReader reader = new ImageIoReader("gif");

  @Override
  public String format() {
    return "GIF";
  }

  @Override
  public boolean recognises(EncodedImage image) {
    return image.hasAt(0, "GIF87a") || image.hasAt(0, "GIF89a");
  }

  @Override
  public DecodedImage decode(EncodedImage image) throws IOException {
    GifFrame frame = GifFrame.read(image);
    image.reserve(frame.shape(), frame.memory());
    Raster raster = reader.read(image, frame.essential(), frame.width(), frame.height(), false);
    byte[] indices = onScreen(frame, Samples.bytes(image, raster));
    int transparent = frame.transparentIndex();
    byte[] colours = frame.colours();
    if (colours == null) {
      return DecodedImage.of(Mode.GRAY, frame.screenWidth(), frame.screenHeight(), indices)
          .withColorKey(
              transparent < 0 ? null : new ColorKey(transparent, transparent, transparent, 8));
    }
    byte[] alpha = null;
    if (transparent >= 0) {
      alpha = new byte[256];
      Arrays.fill(alpha, (byte) 255);
      alpha[transparent] = 0;
    }
    Palette palette = new Palette(Arrays.copyOf(colours, 3 * 256), alpha);
    return DecodedImage.of(palette, frame.screenWidth(), frame.screenHeight(), indices);
  }

  /** The frame may cover a part of the screen: the rest is transparent, or else index 0. */
  private static byte[] onScreen(GifFrame frame, byte[] indices) {
    if (frame.width() == frame.screenWidth() && frame.height() == frame.screenHeight()) {
      return indices;
    }
    byte[] screen = new byte[Math.multiplyExact(frame.screenWidth(), frame.screenHeight())];
    Arrays.fill(screen, (byte) Math.max(0, frame.transparentIndex()));
    for (int y = 0; y < frame.height(); y++) {
      int to = (frame.top() + y) * frame.screenWidth() + frame.left();
      System.arraycopy(indices, y * frame.width(), screen, to, frame.width());
    }
    return screen;
  }
}

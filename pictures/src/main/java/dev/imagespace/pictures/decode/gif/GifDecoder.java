package dev.imagespace.pictures.decode.gif;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.ColorKey;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.DecodedImage.Palette;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ImageDecoder;
import java.util.Arrays;

/** The first frame of a GIF, on its logical screen. */
public final class GifDecoder implements ImageDecoder {
  /** Of an interlaced frame: rows 0, 8, 16, …, then 4, 12, …, then 2, 6, …, then 1, 3, …. */
  private static final int[] FIRST_ROW = {0, 4, 2, 1};

  private static final int[] ROW_STEP = {8, 8, 4, 2};

  @Override
  public String format() {
    return "GIF";
  }

  @Override
  public boolean recognises(EncodedImage image) {
    return image.hasAt(0, "GIF87a") || image.hasAt(0, "GIF89a");
  }

  @Override
  public DecodedImage decode(EncodedImage image) {
    GifFrame frame = GifFrame.read(image);
    image.reserve(frame.shape(), frame.memory());
    byte[] unpacked = new byte[Math.multiplyExact(frame.width(), frame.height())];
    GifBlocks blocks = new GifBlocks(image, frame.pixels());
    if (!new GifCodes(blocks, frame.bits(), image::requireGoingOn).unpack(unpacked)) {
      throw image.rejected("truncated or damaged GIF: its pixels end early.");
    }
    byte[] indices = onScreen(frame, unpacked);
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
  private static byte[] onScreen(GifFrame frame, byte[] unpacked) {
    if (frame.isScreen()) {
      return unpacked;
    }
    byte[] screen = new byte[Math.multiplyExact(frame.screenWidth(), frame.screenHeight())];
    Arrays.fill(screen, (byte) Math.max(0, frame.transparentIndex()));
    int from = 0;
    for (int pass = 0; pass < (frame.interlaced() ? FIRST_ROW.length : 1); pass++) {
      int step = frame.interlaced() ? ROW_STEP[pass] : 1;
      for (int y = FIRST_ROW[pass]; y < frame.height(); y += step, from += frame.width()) {
        int to = (frame.top() + y) * frame.screenWidth() + frame.left();
        System.arraycopy(unpacked, from, screen, to, frame.width());
      }
    }
    return screen;
  }
}

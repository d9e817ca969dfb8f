package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.TiffDirectory.COLOURS;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.DecodedImage.Palette;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ExifTranspose;
import dev.imagespace.pictures.decode.ImageDecoder;
import java.io.IOException;

/** The first page of a TIFF or BigTIFF, upright, as Pillow turns it while it loads. */
public final class TiffDecoder implements ImageDecoder {

  @Override
  public String format() {
    return "TIFF";
  }

  /** Also where the number behind the order of bytes is in the other order, as Pillow does. */
  @Override
  public boolean recognises(EncodedImage image) {
    return image.startsWith('I', 'I', 42, 0)
        || image.startsWith('M', 'M', 0, 42)
        || image.startsWith('I', 'I', 0, 42)
        || image.startsWith('M', 'M', 42, 0)
        || image.startsWith('I', 'I', 43, 0)
        || image.startsWith('M', 'M', 0, 43);
  }

  @Override
  public DecodedImage decode(EncodedImage image) throws IOException {
    TiffDirectory directory = TiffDirectory.read(image);
    TiffLayout layout = TiffLayout.of(image, directory);
    TiffBlocks blocks = TiffBlocks.of(image, directory, layout);
    byte[] colours = layout.photometric() == Photometric.PALETTE ? colours(directory) : new byte[0];
    TiffPixels pixels = new TiffPixels(image, directory, layout, blocks, colours);
    pixels.requireHeld();
    pixels.reserve();
    byte[] samples = pixels.read();
    if (layout.premultiplied()) {
      Premultiplied.undo(samples, layout.mode().bytesPerPixel(), image::requireGoingOn);
    }
    return ExifTranspose.of(
        picture(layout, samples, colours), layout.orientation(), image::requireGoingOn);
  }

  private static DecodedImage picture(TiffLayout layout, byte[] samples, byte[] colours) {
    return layout.mode() == Mode.PALETTE
        ? DecodedImage.of(new Palette(colours, null), layout.width(), layout.height(), samples)
        : DecodedImage.of(layout.mode(), layout.width(), layout.height(), samples);
  }

  /** All reds, all greens, all blues, in 16 bits. */
  private static byte[] colours(TiffDirectory directory) {
    int entries = directory.count(COLOURS) / 3;
    byte[] rgb = new byte[3 * 256];
    for (int i = 0; i < Math.min(256, entries); i++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = (byte) (directory.value(COLOURS, c * entries + i) >> 8);
      }
    }
    return rgb;
  }
}

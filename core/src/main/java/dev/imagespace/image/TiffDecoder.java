package dev.imagespace.image;

import static dev.imagespace.image.TiffDirectory.COLOURS;

import dev.imagespace.image.DecodedImage.Mode;
import dev.imagespace.image.DecodedImage.Palette;
import java.awt.image.Raster;
import java.io.IOException;

/** The first page of a TIFF or BigTIFF, upright, as Pillow turns it while it loads. */
final class TiffDecoder implements ImageDecoder {
  private final StandardReader reader = new StandardReader("tiff");

  @Override
  public String format() {
    return "TIFF";
  }

  @Override
  public boolean recognises(EncodedImage image) {
    return image.startsWith('I', 'I', 42, 0)
        || image.startsWith('M', 'M', 0, 42)
        || image.startsWith('I', 'I', 43, 0)
        || image.startsWith('M', 'M', 0, 43);
  }

  @Override
  public DecodedImage decode(EncodedImage image) throws IOException {
    TiffDirectory directory = TiffDirectory.read(image);
    TiffLayout layout = TiffLayout.of(image, directory);
    byte[] essential = TiffEssence.of(image, directory);
    Raster raster = reader.read(image, essential, layout.width(), layout.height(), false);
    if (raster.getNumBands() != layout.samples()) {
      throw image.rejected("damaged TIFF: %d bands.".formatted(raster.getNumBands()));
    }
    return Upright.of(picture(layout, directory, raster), layout.orientation());
  }

  private static DecodedImage picture(TiffLayout layout, TiffDirectory directory, Raster raster) {
    int width = layout.width();
    int height = layout.height();
    if (layout.mode() == Mode.GRAY16) {
      return DecodedImage.of(Mode.GRAY16, width, height, Samples.words(raster));
    }
    byte[] samples = Samples.bytes(raster);
    if (layout.mode() == Mode.PALETTE) {
      return DecodedImage.of(palette(directory), width, height, samples);
    }
    if (layout.bits() < 8) {
      Samples.scale(samples, 255 / ((1 << layout.bits()) - 1));
    }
    if (layout.inverted()) {
      Samples.invert(samples);
    }
    return DecodedImage.of(layout.mode(), width, height, layout.withoutSpare(samples));
  }

  /** All reds, all greens, all blues, in 16 bits. */
  private static Palette palette(TiffDirectory directory) {
    long[] colours = directory.all(COLOURS);
    int entries = Math.min(256, colours.length / 3);
    byte[] rgb = new byte[3 * 256];
    for (int i = 0; i < entries; i++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = (byte) (colours[c * (colours.length / 3) + i] >> 8);
      }
    }
    return new Palette(rgb, null);
  }
}

package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.TiffDirectory.COLOURS;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.DecodedImage.Palette;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ExifOrientation;
import dev.imagespace.pictures.decode.ExifTranspose;
import dev.imagespace.pictures.decode.ImageDecoder;
import dev.imagespace.pictures.decode.imageio.Excerpt;
import dev.imagespace.pictures.decode.imageio.ImageIoReader;
import dev.imagespace.pictures.decode.imageio.Samples;
import java.awt.image.Raster;
import java.io.IOException;

/** The first page of a TIFF or BigTIFF, upright, as Pillow turns it while it loads. */
public final class TiffDecoder implements ImageDecoder {
  /** Bytes for where a strip or tile is, in our directory and in that of the reader. */
  private static final int PLACES = 64;

  private final ImageIoReader reader = new ImageIoReader("tiff");

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
    TiffBlocks blocks = TiffBlocks.of(image, directory, layout);
    image.reserve(layout.shape(), memory(layout, blocks));
    Excerpt essential = TiffEssence.of(image, directory, blocks);
    Raster raster = reader.read(image, essential, layout.width(), layout.height(), false);
    if (raster.getNumBands() != layout.samples()) {
      throw image.rejected("damaged TIFF: %d bands.".formatted(raster.getNumBands()));
    }
    DecodedImage decoded = picture(image, layout, directory, raster);
    return ExifTranspose.of(decoded, layout.orientation(), image::requireGoingOn);
  }

  /** The pixels, a strip or tile as it is stored and unpacked, and then what is made of them. */
  private static long memory(TiffLayout layout, TiffBlocks blocks) {
    long unpacked = layout.read(blocks.width(), blocks.height());
    long packed = layout.isCompressed() ? blocks.longest() + blocks.jpeg() : 0;
    boolean inPlace = layout.bits() <= 8 && !layout.isCompressed();
    long block = inPlace ? 0 : packed + layout.buffers() * unpacked;
    long turned = layout.orientation() == ExifOrientation.UPRIGHT ? 0 : layout.shape().bytes();
    return (long) PLACES * blocks.count()
        + layout.read(layout.width(), layout.height())
        + Math.max(block, layout.made() + turned);
  }

  private static DecodedImage picture(
      EncodedImage image, TiffLayout layout, TiffDirectory directory, Raster raster) {
    int width = layout.width();
    int height = layout.height();
    if (layout.mode() == Mode.GRAY16) {
      return DecodedImage.of(Mode.GRAY16, width, height, Samples.words(image, raster));
    }
    byte[] samples = Samples.bytes(image, raster);
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
    int entries = directory.count(COLOURS) / 3;
    byte[] rgb = new byte[3 * 256];
    for (int i = 0; i < Math.min(256, entries); i++) {
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = (byte) (directory.value(COLOURS, c * entries + i) >> 8);
      }
    }
    return new Palette(rgb, null);
  }
}

package dev.imagespace.pictures.decode.bmp;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.DecodedImage.Palette;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ImageDecoder;
import dev.imagespace.pictures.decode.imageio.Excerpt;
import dev.imagespace.pictures.decode.imageio.ImageIoReader;
import dev.imagespace.pictures.decode.imageio.Samples;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Windows bitmaps of 1 to 32 bits a pixel. */
public final class BmpDecoder implements ImageDecoder {
  private static final int LENGTH = 2;
  private static final int PIXELS_LENGTH = 34;
  private static final int COLOUR_SPACE = 70;
  private static final int SRGB = 0x73524742;

  private final ImageIoReader reader = new ImageIoReader("bmp");

  @Override
  public String format() {
    return "BMP";
  }

  @Override
  public boolean recognises(EncodedImage image) {
    return image.hasAt(0, "BM");
  }

  @Override
  public DecodedImage decode(EncodedImage image) throws IOException {
    BmpHeader bmp = BmpHeader.read(image);
    image.reserve(bmp.shape(), bmp.memory(image.bytes().length));
    Raster raster = reader.read(image, corrected(image, bmp), bmp.width(), bmp.height(), false);
    byte[] samples = Samples.bytes(image, raster);
    if (bmp.bits() <= 8) {
      return indexed(bmp, samples);
    }
    if (bmp.bits() == 16) {
      stretch(samples, raster);
    }
    Mode mode = raster.getNumBands() == 4 ? Mode.RGBA : Mode.RGB;
    return DecodedImage.of(mode, bmp.width(), bmp.height(), samples);
  }

  /**
   * Some writers leave the length of the file out, by which the JDK finds that of the pixels. It
   * allocates what the header says of packed ones, and opens a colour profile wherever it may be.
   */
  private static Excerpt corrected(EncodedImage image, BmpHeader bmp) {
    int length = image.bytes().length;
    byte[] header = Arrays.copyOf(image.bytes(), Math.min(length, COLOUR_SPACE + 4));
    ByteBuffer words = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    words.putInt(LENGTH, length);
    if (bmp.packed()) {
      long left = Math.max(0, length - bmp.pixelsAt());
      long said = words.getInt(PIXELS_LENGTH) & 0xffffffffL;
      words.putInt(PIXELS_LENGTH, (int) (said == 0 ? left : Math.min(said, left)));
    }
    if (bmp.hasColourSpace()) {
      words.putInt(COLOUR_SPACE, SRGB);
    }
    return new Excerpt().add(header).add(image.bytes(), header.length, length);
  }

  private static DecodedImage indexed(BmpHeader bmp, byte[] samples) {
    if (!bmp.isGray()) {
      return DecodedImage.of(new Palette(bmp.palette(), null), bmp.width(), bmp.height(), samples);
    }
    if (bmp.bits() == 1) {
      Samples.scale(samples, 255);
      return DecodedImage.of(Mode.BILEVEL, bmp.width(), bmp.height(), samples);
    }
    return DecodedImage.of(Mode.GRAY, bmp.width(), bmp.height(), samples);
  }

  /** Five or six bits to eight, rounded down as Pillow does. */
  private static void stretch(byte[] samples, Raster raster) {
    int bands = raster.getNumBands();
    for (int i = 0; i < samples.length; i++) {
      int largest = (1 << raster.getSampleModel().getSampleSize(i % bands)) - 1;
      samples[i] = (byte) ((samples[i] & 0xff) * 255 / largest);
    }
  }
}

package dev.imagespace.pictures.decode.bmp;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.DecodedImage.Palette;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ImageDecoder;

/** Bitmaps of Windows and OS/2 of 1 to 32 bits a pixel. */
public final class BmpDecoder implements ImageDecoder {

  @Override
  public String format() {
    return "BMP";
  }

  @Override
  public boolean recognises(EncodedImage image) {
    return image.hasAt(0, "BM");
  }

  @Override
  public DecodedImage decode(EncodedImage image) {
    BmpHeader bmp = BmpHeader.read(image);
    boolean turned = bmp.packing().isRunLength() && !bmp.topDown();
    image.reserve(bmp.shape(), bmp.shape().bytes() + (turned ? bmp.width() : 0));
    byte[] samples = new byte[Math.toIntExact(bmp.shape().bytes())];
    if (bmp.packing().isRunLength()) {
      new BmpRuns(image, bmp, samples).unpack();
      if (turned) {
        turn(samples, bmp.width());
      }
    } else {
      read(image, bmp, samples);
    }
    return bmp.mode() == Mode.PALETTE
        ? DecodedImage.of(
            new Palette(bmp.palette().rgb(), null), bmp.width(), bmp.height(), samples)
        : DecodedImage.of(bmp.mode(), bmp.width(), bmp.height(), samples);
  }

  private static void read(EncodedImage image, BmpHeader bmp, byte[] samples) {
    byte[] in = image.bytes();
    int bands = bmp.mode().bytesPerPixel();
    for (int stored = 0; stored < bmp.height(); stored++) {
      image.requireGoingOn();
      long from = bmp.pixels() + (long) stored * bmp.stride();
      if (from > in.length - bmp.rowBytes()) {
        throw image.rejected("truncated: the BMP ends before its pixels do.");
      }
      int to = bmp.row(stored) * bmp.width() * bands;
      switch (bmp.bits()) {
        case 1, 4 ->
            BmpRows.unpack(
                in,
                (int) from,
                bmp.bits(),
                bmp.mode() == Mode.BILEVEL ? 255 : 1,
                samples,
                to,
                bmp.width());
        case 8 -> System.arraycopy(in, (int) from, samples, to, bmp.width());
        default ->
            BmpRows.convert(
                in, (int) from, bmp.bits(), bmp.packing().masks(), bands, samples, to, bmp.width());
      }
    }
  }

  /** From bottom to top, in place. */
  private static void turn(byte[] samples, int width) {
    byte[] row = new byte[width];
    for (int top = 0, bottom = samples.length - width; top < bottom; top += width) {
      System.arraycopy(samples, top, row, 0, width);
      System.arraycopy(samples, bottom, samples, top, width);
      System.arraycopy(row, 0, samples, bottom, width);
      bottom -= width;
    }
  }
}

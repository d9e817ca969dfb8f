package dev.imagespace.pictures.decode.jpeg;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ImageDecoder;
import dev.imagespace.pictures.decode.PictureShape;
import dev.imagespace.pictures.decode.imageio.ImageIoReader;
import dev.imagespace.pictures.decode.imageio.Samples;
import java.awt.image.Raster;
import java.io.IOException;

/** JPEG, baseline and progressive, of gray, RGB and CMYK pixels. */
public final class JpegDecoder implements ImageDecoder {
  private static final int EVERY_PIXEL = Integer.MAX_VALUE;

  private final ImageIoReader reader = new ImageIoReader("jpeg");
  private final int neededSide;

  public JpegDecoder() {
    this(EVERY_PIXEL);
  }

  /** Leaves out rows and columns where at least twice {@code neededSide} remain of each. */
  public JpegDecoder(int neededSide) {
    this.neededSide = neededSide;
  }

  @Override
  public String format() {
    return "JPEG";
  }

  @Override
  public boolean recognises(EncodedImage image) {
    return image.startsWith(0xff, 0xd8, 0xff);
  }

  @Override
  public DecodedImage decode(EncodedImage image) throws IOException {
    JpegSegments jpeg = JpegSegments.read(image);
    JpegFrame frame = jpeg.frame();
    boolean raw = frame.components() == 4;
    int step = raw ? 1 : step(frame);
    PictureShape shape =
        PictureShape.of(mode(frame), ceilDiv(frame.width(), step), ceilDiv(frame.height(), step))
            .oriented(jpeg.orientation());
    image.reserve(shape, shape.bytes() + frame.coefficients());
    Raster raster = reader.read(image, jpeg.essential(), frame.width(), frame.height(), raw, step);
    if (raster.getNumBands() != frame.components()) {
      throw image.rejected("damaged JPEG: %d bands.".formatted(raster.getNumBands()));
    }
    byte[] samples = Samples.bytes(image, raster);
    if (raw && jpeg.transform()) {
      YcckPixels.toCmyk(samples);
    }
    if (raw) {
      // Adobe writes paper as 255; Pillow takes every CMYK JPEG for one of Adobe's.
      Samples.invert(samples);
    }
    return DecodedImage.of(shape.mode(), raster.getWidth(), raster.getHeight(), samples)
        .withOrientation(jpeg.orientation());
  }

  private static Mode mode(JpegFrame frame) {
    return switch (frame.components()) {
      case 1 -> Mode.GRAY;
      case 3 -> Mode.RGB;
      default -> Mode.CMYK;
    };
  }

  private int step(JpegFrame frame) {
    return (int) Math.max(1, Math.min(frame.width(), frame.height()) / (2L * neededSide));
  }

  private static int ceilDiv(int a, int b) {
    return (a + b - 1) / b;
  }
}

package dev.imagespace.pictures.decode.jpeg;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ImageDecoder;
import dev.imagespace.pictures.decode.PictureShape;
import dev.imagespace.pictures.decode.jpeg.RowWriter.Colours;

/** JPEG of gray, RGB and CMYK pixels, in every coding of 8 bits; as libjpeg-turbo decodes it. */
public final class JpegDecoder implements ImageDecoder {
  private static final int EVERY_PIXEL = Integer.MAX_VALUE;

  private final int neededSide;

  public JpegDecoder() {
    this(EVERY_PIXEL);
  }

  /**
   * Decodes to a half, a quarter or an eighth of the size where at least twice {@code neededSide}
   * remain of width and height, as {@code Image.draft} of Pillow does.
   */
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
  public DecodedImage decode(EncodedImage image) {
    Markers markers = new Markers(image, 0, image.bytes().length, new JpegTables());
    Scan first = markers.nextScan();
    if (first == null) {
      throw markers.truncated();
    }
    Frame frame = markers.frame();
    Mode mode = mode(image, frame);
    requireSize(image, frame);
    Colours colours = colours(image, markers);
    int scale = frame.lossless() ? 1 : scale(frame);
    frame.layOut(scale);
    int orientation = markers.orientation();
    int width = Frame.ceilDiv(frame.width(), scale);
    int height = Frame.ceilDiv(frame.height(), scale);
    image.reserve(
        PictureShape.of(mode, width, height).oriented(orientation),
        JpegPixels.memory(frame, first, scale));
    byte[] pixels = JpegPixels.decode(image, markers, first, scale, colours);
    return DecodedImage.of(mode, width, height, pixels).withOrientation(orientation);
  }

  private static Mode mode(EncodedImage image, Frame frame) {
    return switch (frame.components().size()) {
      case 1 -> Mode.GRAY;
      case 3 -> Mode.RGB;
      case 4 -> Mode.CMYK;
      default ->
          throw image.unsupported(
              "JPEG layout not supported: %d components of %d bits."
                  .formatted(frame.components().size(), frame.precision()));
    };
  }

  private static void requireSize(EncodedImage image, Frame frame) {
    image.checkSize(frame.width(), frame.height());
    if (!frame.arithmetic()) {
      // Each block of 8×8 takes a bit at the least; each sample does in a lossless picture.
      int unit = frame.lossless() ? 1 : Component.COEFFICIENTS;
      image.checkHolds((long) frame.width() * frame.height() / (8L * unit));
    }
  }

  private static Colours colours(EncodedImage image, Markers markers) {
    int components = markers.frame().components().size();
    boolean transform = components > 1 && markers.hasTransform();
    if (transform && markers.frame().lossless()) {
      throw image.unsupported("JPEG coding not supported: lossless in YCbCr.");
    }
    if (components == 4) {
      // Adobe writes paper as 255; Pillow takes every CMYK JPEG for one of Adobe's.
      return transform ? Colours.YCCK_TO_INVERTED_CMYK : Colours.INVERTED;
    }
    return transform ? Colours.YCC_TO_RGB : Colours.AS_STORED;
  }

  /** Pillow: the largest of 8, 4 and 2 by which both sides can be divided. */
  private int scale(Frame frame) {
    long times = Math.min(frame.width(), frame.height()) / (2L * neededSide);
    return times >= 8 ? 8 : times >= 4 ? 4 : times >= 2 ? 2 : 1;
  }
}

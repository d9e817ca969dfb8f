package dev.imagespace.pictures.testing;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ImageDecoder;
import dev.imagespace.pictures.decode.PictureShape;

/** A format of another module: a word, and one gray pixel. */
public final class OnePixelDecoder implements ImageDecoder {

  @Override
  public String format() {
    return "one pixel";
  }

  @Override
  public boolean recognises(EncodedImage image) {
    return image.hasAt(0, "one pixel");
  }

  @Override
  public DecodedImage decode(EncodedImage image) {
    image.checkSize(1, 1);
    image.reserve(PictureShape.of(Mode.GRAY, 1, 1), 1);
    return DecodedImage.of(Mode.GRAY, 1, 1, new byte[] {image.bytes()[9]});
  }
}

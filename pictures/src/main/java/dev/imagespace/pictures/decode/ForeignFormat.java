package dev.imagespace.pictures.decode;

import java.util.function.Predicate;

/** A format that is known by its first bytes, and not decoded here: it takes native code. */
public record ForeignFormat(String format, Predicate<EncodedImage> magic) implements ImageDecoder {
  public static final ForeignFormat AVIF =
      new ForeignFormat(
          "AVIF",
          image -> image.hasAt(4, "ftyp") && (image.hasAt(8, "avif") || image.hasAt(8, "avis")));
  public static final ForeignFormat HEIC =
      new ForeignFormat(
          "HEIC",
          image ->
              image.hasAt(4, "ftyp")
                  && (image.hasAt(8, "hei")
                      || image.hasAt(8, "hev")
                      || image.hasAt(8, "mif1")
                      || image.hasAt(8, "msf1")));

  @Override
  public boolean recognises(EncodedImage image) {
    return magic.test(image);
  }

  @Override
  public DecodedImage decode(EncodedImage image) {
    throw image.unsupported(
        "format not supported: %s. With imagespace-pictures-ffmpeg on the class path it is read."
            .formatted(format));
  }
}

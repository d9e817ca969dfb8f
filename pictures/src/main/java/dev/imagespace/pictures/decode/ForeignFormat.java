package dev.imagespace.pictures.decode;

import java.util.function.Predicate;

/**
 * A format that is known by its first bytes, and not decoded here.
 *
 * @param module that decodes it where it is on the class path
 */
public record ForeignFormat(String format, String module, Predicate<EncodedImage> magic)
    implements ImageDecoder {
  private static final String FFMPEG = "imagespace-pictures-ffmpeg";

  public static final ForeignFormat AVIF =
      new ForeignFormat(
          "AVIF",
          FFMPEG,
          image -> image.hasAt(4, "ftyp") && (image.hasAt(8, "avif") || image.hasAt(8, "avis")));
  public static final ForeignFormat HEIC =
      new ForeignFormat(
          "HEIC",
          FFMPEG,
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
        "format not supported: %s. Add the module %s to read it.".formatted(format, module));
  }
}

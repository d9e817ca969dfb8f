package dev.imagespace.pictures.decode;

import java.io.IOException;

/**
 * One file format. Another one is added by a provider on the class path, which {@link
 * java.util.ServiceLoader} finds: its name in {@code
 * META-INF/services/dev.imagespace.pictures.decode.ImageDecoder}. Its constructor without
 * parameters neither fails nor loads native code. Formats that are decoded here stay with the
 * decoders here. Thread-safe.
 */
public interface ImageDecoder {

  /** For messages, as {@code PNG}. */
  String format();

  /** By its first bytes: names of files and media types are claims. */
  boolean recognises(EncodedImage image);

  /**
   * Decodes in the native mode. A decoder calls {@link EncodedImage#checkSize} with what the header
   * says, {@link EncodedImage#reserve(PictureShape, long)} before it allocates anything of the size
   * of the picture, and {@link EncodedImage#requireGoingOn} in every loop. Whatever this throws
   * becomes a rejection.
   */
  DecodedImage decode(EncodedImage image) throws IOException;
}

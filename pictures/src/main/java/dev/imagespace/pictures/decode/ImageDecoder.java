package dev.imagespace.pictures.decode;

import java.io.IOException;

/** One file format. Thread-safe. */
public interface ImageDecoder {

  /** For messages, as {@code PNG}. */
  String format();

  /** By its first bytes: names of files and media types are claims. */
  boolean recognises(EncodedImage image);

  /**
   * Decodes in the native mode, after {@link EncodedImage#checkSize}. Whatever this throws becomes
   * a rejection.
   */
  DecodedImage decode(EncodedImage image) throws IOException;
}

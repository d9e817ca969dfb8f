package dev.imagespace.pictures.decode;

import java.io.IOException;

/**
 * One file format. Thread-safe.
 *
 * <p>A format that is not built in is found by {@link java.util.ServiceLoader}: a public class with
 * a public constructor without parameters, which must not fail or load native code, named in {@code
 * META-INF/services}. It is asked after the formats that are built in, and reads nothing of theirs.
 */
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

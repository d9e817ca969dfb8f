package dev.imagespace.image.load;

import org.jspecify.annotations.Nullable;

/**
 * What a source gave.
 *
 * @param bytes of the encoded picture
 * @param sha256 of these, in hexadecimal digits; null where the source can be read again by whoever
 *     wants it
 */
record SourceRead(byte[] bytes, @Nullable String sha256) {

  SourceRead(byte[] bytes) {
    this(bytes, null);
  }
}

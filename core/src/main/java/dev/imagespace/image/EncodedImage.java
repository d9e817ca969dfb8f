package dev.imagespace.image;

/**
 * A picture as it was stored, with all that a decoder needs to refuse it in words.
 *
 * @param name of the source, for messages
 */
record EncodedImage(byte[] bytes, String name, ImageLimits limits) {

  ImageRejectedException rejected(String why) {
    return new ImageRejectedException(name + ": " + why);
  }

  ImageRejectedException rejected(String why, Throwable cause) {
    return new ImageRejectedException(name + ": " + why, cause);
  }

  /** To be called with the numbers of the header, before anything of that size is allocated. */
  void checkSize(long width, long height) {
    if (width <= 0 || height <= 0) {
      throw rejected("image has no pixels: %d×%d.".formatted(width, height));
    }
    if (Math.max(width, height) > limits.maxSide()) {
      throw rejected(
          "image is %d×%d pixels; the limit is %d pixels a side. Raise 'imagespace.image.max-side' to accept it."
              .formatted(width, height, limits.maxSide()));
    }
    if (width * height > limits.maxPixels()) {
      throw rejected(
          "image is %d×%d pixels; the limit is %d pixels. Raise 'imagespace.image.max-pixels' to accept it."
              .formatted(width, height, limits.maxPixels()));
    }
  }

  boolean startsWith(int... magic) {
    return hasAt(0, magic);
  }

  boolean hasAt(int offset, int... expected) {
    if (bytes.length < offset + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if (u8(offset + i) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  boolean hasAt(int offset, String ascii) {
    return hasAt(offset, ascii.chars().toArray());
  }

  int u8(int at) {
    return bytes[at] & 0xff;
  }

  int u16(int at) {
    return u8(at) << 8 | u8(at + 1);
  }

  int u16le(int at) {
    return u8(at + 1) << 8 | u8(at);
  }

  long u32(int at) {
    return (long) u16(at) << 16 | u16(at + 2);
  }

  int i32le(int at) {
    return u16le(at + 2) << 16 | u16le(at);
  }
}

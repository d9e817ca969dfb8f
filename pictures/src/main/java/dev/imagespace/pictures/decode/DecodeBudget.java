package dev.imagespace.pictures.decode;

import dev.imagespace.image.ImageRejectedException;

/**
 * The time and the memory that decoding one picture may take. A decoder asks for both while it
 * works, through its {@link EncodedImage}. Thread-safe.
 */
public interface DecodeBudget {

  /** Bounds neither. */
  DecodeBudget UNLIMITED =
      new DecodeBudget() {
        @Override
        public boolean isStopped() {
          return false;
        }

        @Override
        public void expect(long pixels) {}

        @Override
        public void reserve(long bytes, String name) {}

        @Override
        public long inUse(PictureShape shape) {
          return 0;
        }
      };

  /**
   * Whether the decoder is to end: what it makes after that is not used. A call may block while
   * other pictures have their turn.
   */
  boolean isStopped();

  /** Told as soon as the header is read: a large picture may have to let others go first. */
  void expect(long pixels);

  /**
   * Waits until the picture may take so many bytes in all.
   *
   * @param name of the picture, for messages
   * @throws ImageRejectedException if it may not
   */
  void reserve(long bytes, String name);

  /** Bytes that are allocated while a picture of this shape is used, once it is decoded. */
  long inUse(PictureShape shape);
}

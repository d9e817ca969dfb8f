package dev.imagespace.pictures.decode;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decoded pixels in their native mode: the mode in which Pillow opens the same file.
 *
 * <p>Immutable by contract and so thread-safe: arrays are handed out without a copy, and must not
 * be written to.
 */
public final class DecodedImage {

  /** Names and meaning of Pillow's modes. */
  public enum Mode {
    /** Mode {@code 1}: one byte, 0 or 255. */
    BILEVEL(1),
    /** Mode {@code L}. */
    GRAY(1),
    /** Mode {@code I;16}: two bytes, the low one first. */
    GRAY16(2),
    /** Mode {@code LA}. */
    GRAY_ALPHA(2),
    /** Mode {@code P}: an index into {@link DecodedImage#palette()}. */
    PALETTE(1),
    /** Mode {@code RGB}. */
    RGB(3),
    /** Mode {@code RGBA}, alpha not multiplied in. */
    RGBA(4),
    /** Mode {@code CMYK}, 255 is full ink. */
    CMYK(4),
    /** Mode {@code YCbCr}, as in JFIF. */
    YCBCR(3),
    /** Mode {@code I}: a signed number of four bytes, the low one first; 0 is black, 255 white. */
    INTEGER(4),
    /** Mode {@code F}: a floating-point number of four bytes, the low one first; as above. */
    FLOAT(4);

    private final int bytesPerPixel;

    Mode(int bytesPerPixel) {
      this.bytesPerPixel = bytesPerPixel;
    }

    public int bytesPerPixel() {
      return bytesPerPixel;
    }
  }

  /**
   * Colours of a {@link Mode#PALETTE} picture.
   *
   * @param rgb 256 times red, green, blue; black where the file has no entry
   * @param alpha 256 times alpha, or null if every entry is opaque
   */
  public record Palette(byte[] rgb, byte @Nullable [] alpha) {}

  /**
   * The one colour that a file declares transparent, as the file writes it.
   *
   * @param depth bits of a sample of the file: 1, 2, 4, 8 or 16
   */
  public record ColorKey(int red, int green, int blue, int depth) {}

  private final Mode mode;
  private final int width;
  private final int height;
  private final byte[] samples;
  private final @Nullable Palette palette;
  private final @Nullable ColorKey colorKey;
  private final int orientation;

  private DecodedImage(
      Mode mode,
      int width,
      int height,
      byte[] samples,
      @Nullable Palette palette,
      @Nullable ColorKey colorKey,
      int orientation) {
    if (samples.length
        != Math.multiplyExact(Math.multiplyExact(width, height), mode.bytesPerPixel)) {
      throw new IllegalArgumentException(
          "%d bytes are not %d×%d pixels of mode %s"
              .formatted(samples.length, width, height, mode));
    }
    this.mode = mode;
    this.width = width;
    this.height = height;
    this.samples = samples;
    this.palette = palette;
    this.colorKey = colorKey;
    this.orientation = orientation;
  }

  /**
   * A picture without palette, colour key and orientation.
   *
   * @param samples rows from the top, interleaved, no padding; taken over, not copied
   */
  public static DecodedImage of(Mode mode, int width, int height, byte[] samples) {
    if (mode == Mode.PALETTE) {
      throw new IllegalArgumentException("Pixels of mode PALETTE need a palette");
    }
    return new DecodedImage(mode, width, height, samples, null, null, 1);
  }

  /** A picture of mode {@link Mode#PALETTE}; see {@link #of(Mode, int, int, byte[])}. */
  public static DecodedImage of(Palette palette, int width, int height, byte[] samples) {
    return new DecodedImage(Mode.PALETTE, width, height, samples, palette, null, 1);
  }

  /** The same palette and colour key over other pixels of the same mode. */
  public DecodedImage withPixels(int newWidth, int newHeight, byte[] newSamples) {
    return new DecodedImage(mode, newWidth, newHeight, newSamples, palette, colorKey, orientation);
  }

  /** The picture as the camera was held that wrote this EXIF orientation, 1 to 8. */
  public DecodedImage turned(int exif) {
    return ExifTranspose.of(this, exif);
  }

  public DecodedImage withColorKey(@Nullable ColorKey key) {
    return new DecodedImage(mode, width, height, samples, palette, key, orientation);
  }

  public DecodedImage withOrientation(int exif) {
    return new DecodedImage(mode, width, height, samples, palette, colorKey, exif);
  }

  public Mode mode() {
    return mode;
  }

  /** Pixels, as stored: the orientation is not applied. */
  public int width() {
    return width;
  }

  /** Pixels, as stored: the orientation is not applied. */
  public int height() {
    return height;
  }

  /** (height, width, bytes per pixel), interleaved; not a copy, not to be written to. */
  public byte[] samples() {
    return samples;
  }

  /**
   * Colours of the indices.
   *
   * @throws NullPointerException if the mode is not {@link Mode#PALETTE}
   */
  public Palette palette() {
    return Objects.requireNonNull(palette, "only mode PALETTE has a palette");
  }

  /** The colour declared transparent (PNG tRNS of gray and RGB pictures, GIF in gray), if any. */
  public @Nullable ColorKey colorKey() {
    return colorKey;
  }

  /** EXIF orientation, 1 (upright) to 8. */
  public int orientation() {
    return orientation;
  }

  @Override
  public String toString() {
    return "DecodedImage[%s, %d×%d]".formatted(mode, width, height);
  }
}

package dev.imagespace.pictures.decode.webp;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.webp.lossless.Watch;
import dev.imagespace.pictures.decode.webp.lossy.LossyPixels;

/**
 * Looks after a WebP in the name of the loader.
 *
 * @param pixels bytes reserved for the picture, whatever its codes are
 * @param codes bytes reserved for its codes
 */
record WebpMemory(EncodedImage image, long pixels, long codes) implements Watch {
  private static final int ARGB = 4;

  /** Far more than the codes of any picture take that was not made for their sake. */
  private static final long CODES = 128 << 10;

  static WebpMemory reserve(EncodedImage image, WebpChunks webp) {
    long framed = (long) webp.frameWidth() * webp.frameHeight();
    int channels = webp.shape().mode().bytesPerPixel();
    boolean covers = webp.frameWidth() == webp.width() && webp.frameHeight() == webp.height();
    // Of transforms: one in the place of the other.
    long lossless = 2 * ARGB * framed;
    long lossy = LossyPixels.planes(webp.frameWidth(), webp.frameHeight()) + 3 * framed;
    long alpha = webp.hasAlpha() ? Math.max(lossless, lossy + framed) : lossy;
    long placed = channels * framed + (covers ? 0 : webp.shape().bytes());
    long pixels =
        Math.max(
            Math.max(webp.lossless() ? lossless : alpha, placed),
            webp.shape().bytes() + image.budget().inUse(webp.shape()));
    long codes = webp.lossless() || webp.alpha() != null ? CODES + framed / 8 : 0;
    image.reserve(pixels + codes);
    return new WebpMemory(image, pixels, codes);
  }

  @Override
  public void goOn() {
    image.requireGoingOn();
  }

  @Override
  public void codes(long bytes) {
    if (bytes > codes) {
      image.reserve(pixels + bytes);
    }
  }
}

package dev.imagespace.pictures.decode.webp;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ImageDecoder;
import dev.imagespace.pictures.decode.webp.WebpChunks.Chunk;
import dev.imagespace.pictures.decode.webp.lossless.LosslessPixels;
import dev.imagespace.pictures.decode.webp.lossless.Watch;
import dev.imagespace.pictures.decode.webp.lossy.LossyPixels;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** WebP, lossy and lossless, with and without alpha; the first frame of an animation. */
public final class WebpDecoder implements ImageDecoder {

  @Override
  public String format() {
    return "WebP";
  }

  @Override
  public boolean recognises(EncodedImage image) {
    return image.hasAt(0, "RIFF") && image.hasAt(8, "WEBP");
  }

  @Override
  public DecodedImage decode(EncodedImage image) throws IOException {
    WebpChunks webp = WebpChunks.read(image);
    WebpMemory memory = WebpMemory.reserve(image, webp);
    byte[] frame = pixels(image, webp, memory);
    byte[] canvas = onCanvas(webp, frame);
    return DecodedImage.of(webp.shape().mode(), webp.width(), webp.height(), canvas)
        .withOrientation(webp.orientation());
  }

  /** In the channels of the canvas: an opaque frame of a transparent picture has alpha 255. */
  private static byte[] pixels(EncodedImage image, WebpChunks webp, Watch watch)
      throws IOException {
    Chunk data = webp.pixels();
    int channels = webp.hasAlpha() ? 4 : 3;
    if (webp.lossless()) {
      boolean opaque = !LosslessPixels.header(image.bytes(), data.from(), data.end()).hasAlpha();
      int[] argb = LosslessPixels.argb(image.bytes(), data.from(), data.end(), watch);
      watch.goOn();
      return split(argb, channels, opaque);
    }
    // First, since to decode it takes more than its pixels.
    byte[] alpha = alpha(image, webp, watch);
    byte[] rgb = LossyPixels.rgb(image.bytes(), data.from(), data.end(), watch::goOn);
    watch.goOn();
    return channels == 3 ? rgb : withAlpha(rgb, alpha);
  }

  private static byte @Nullable [] alpha(EncodedImage image, WebpChunks webp, Watch watch)
      throws IOException {
    Chunk chunk = webp.alpha();
    if (chunk == null || !webp.hasAlpha()) {
      return null;
    }
    return AlphaPlane.read(
        image.bytes(), chunk.from(), chunk.end(), webp.frameWidth(), webp.frameHeight(), watch);
  }

  private static byte[] withAlpha(byte[] rgb, byte @Nullable [] alpha) {
    byte[] out = new byte[Math.multiplyExact(rgb.length / 3, 4)];
    for (int i = 0, from = 0; i < out.length; i += 4, from += 3) {
      System.arraycopy(rgb, from, out, i, 3);
      out[i + 3] = alpha == null ? (byte) 255 : alpha[i / 4];
    }
    return out;
  }

  private static byte[] split(int[] argb, int channels, boolean opaque) {
    byte[] out = new byte[Math.multiplyExact(argb.length, channels)];
    int opacity = opaque ? 0xff000000 : 0;
    for (int i = 0, to = 0; i < argb.length; i++, to += channels) {
      int pixel = argb[i] | opacity;
      out[to] = (byte) (pixel >> 16);
      out[to + 1] = (byte) (pixel >> 8);
      out[to + 2] = (byte) pixel;
      if (channels == 4) {
        out[to + 3] = (byte) (pixel >>> 24);
      }
    }
    return out;
  }

  /** What the first frame leaves free is transparent black. */
  private static byte[] onCanvas(WebpChunks webp, byte[] frame) {
    if (webp.frameWidth() == webp.width() && webp.frameHeight() == webp.height()) {
      return frame;
    }
    int channels = webp.hasAlpha() ? 4 : 3;
    int row = webp.frameWidth() * channels;
    byte[] canvas = new byte[Math.multiplyExact(webp.width() * channels, webp.height())];
    for (int y = 0; y < webp.frameHeight(); y++) {
      int to = ((webp.top() + y) * webp.width() + webp.left()) * channels;
      System.arraycopy(frame, y * row, canvas, to, row);
    }
    return canvas;
  }
}

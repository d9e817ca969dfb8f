package dev.imagespace.pictures.decode.webp;

import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ExifOrientation;
import dev.imagespace.pictures.decode.PictureShape;
import dev.imagespace.pictures.decode.webp.lossless.LosslessPixels;
import dev.imagespace.pictures.decode.webp.lossy.LossyPixels;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The chunks of a WebP that matter here.
 *
 * @param width of the canvas
 * @param left where the first frame lies on the canvas
 * @param pixels VP8 or VP8L of the first frame
 * @param alpha ALPH of the first frame
 * @param hasAlpha whether Pillow opens the picture as RGBA
 */
record WebpChunks(
    int width,
    int height,
    int left,
    int top,
    int frameWidth,
    int frameHeight,
    Chunk pixels,
    boolean lossless,
    @Nullable Chunk alpha,
    boolean hasAlpha,
    int orientation) {

  /** Where the content of a chunk is. */
  record Chunk(int from, int end) {}

  PictureShape shape() {
    return PictureShape.of(hasAlpha ? Mode.RGBA : Mode.RGB, width, height).oriented(orientation);
  }

  static WebpChunks read(EncodedImage image) throws IOException {
    Walk walk = new Walk(image);
    long end = 8 + (image.i32le(4) & 0xffffffffL);
    if (end > image.bytes().length) {
      throw image.rejected("truncated: the WebP ends early.");
    }
    walk.run(12, (int) end);
    return walk.found();
  }

  /** One pass over one file. */
  private static final class Walk {
    private final EncodedImage image;
    private int width;
    private int height;
    private boolean animated;
    private boolean declaresAlpha;
    private int left;
    private int top;
    private int frameWidth;
    private int frameHeight;
    private @Nullable Chunk lossy;
    private @Nullable Chunk lossless;
    private @Nullable Chunk alpha;
    private boolean declaresExif;
    private boolean declaresXmp;
    private @Nullable Chunk exif;
    private @Nullable Chunk xmp;
    private int frames;

    Walk(EncodedImage image) {
      this.image = image;
    }

    void run(int from, int end) throws IOException {
      int at = from;
      while (end - at >= 8) {
        image.requireGoingOn();
        long length = image.i32le(at + 4) & 0xffffffffL;
        if (length > end - at - 8) {
          throw image.rejected("truncated: the WebP ends early.");
        }
        accept(at, new Chunk(at + 8, at + 8 + (int) length));
        at = (int) Math.min(end, at + 8 + length + (length & 1));
      }
    }

    private void accept(int at, Chunk chunk) throws IOException {
      boolean hasPixels = lossy != null || lossless != null;
      if (image.hasAt(at, "ANMF")) {
        image.checkFrames(++frames);
      }
      if (image.hasAt(at, "VP8X")) {
        extended(chunk);
      } else if (image.hasAt(at, "ANMF") && !hasPixels) {
        frame(chunk);
      } else if (image.hasAt(at, "ALPH") && !hasPixels) {
        alpha = chunk;
      } else if (image.hasAt(at, "VP8 ") && !hasPixels) {
        lossy = chunk;
      } else if (image.hasAt(at, "VP8L") && !hasPixels) {
        lossless = chunk;
      } else if (image.hasAt(at, "EXIF") && declaresExif && exif == null) {
        exif = chunk;
      } else if (image.hasAt(at, "XMP ") && declaresXmp && xmp == null) {
        xmp = chunk;
      }
    }

    private int orientationOf() {
      byte[] bytes = image.bytes();
      int absent = ExifOrientation.ABSENT;
      int byExif = exif == null ? absent : ExifOrientation.find(bytes, exif.from(), exif.end());
      int byXmp = xmp == null ? absent : ExifOrientation.inXmp(bytes, xmp.from(), xmp.end());
      return ExifOrientation.choose(byExif, byXmp);
    }

    private void extended(Chunk chunk) {
      if (chunk.end() - chunk.from() < 10 || width != 0) {
        throw image.rejected("damaged WebP header.");
      }
      animated = (image.u8(chunk.from()) & 0x02) != 0;
      declaresAlpha = (image.u8(chunk.from()) & 0x10) != 0;
      declaresExif = (image.u8(chunk.from()) & 0x08) != 0;
      declaresXmp = (image.u8(chunk.from()) & 0x04) != 0;
      width = 1 + u24(chunk.from() + 4);
      height = 1 + u24(chunk.from() + 7);
      image.checkSize(width, height);
    }

    private void frame(Chunk chunk) throws IOException {
      if (chunk.end() - chunk.from() < 16 || !animated || frameWidth != 0) {
        throw image.rejected("damaged WebP frame.");
      }
      left = 2 * u24(chunk.from());
      top = 2 * u24(chunk.from() + 3);
      frameWidth = 1 + u24(chunk.from() + 6);
      frameHeight = 1 + u24(chunk.from() + 9);
      if ((long) left + frameWidth > width || (long) top + frameHeight > height) {
        throw image.rejected("damaged WebP: its first frame is not on the canvas.");
      }
      run(chunk.from() + 16, chunk.end());
    }

    private int u24(int at) {
      return image.u16le(at) | image.u8(at + 2) << 16;
    }

    WebpChunks found() throws IOException {
      Chunk pixels = lossy == null ? lossless : lossy;
      if (pixels == null) {
        throw image.rejected("damaged WebP: it has no frame.");
      }
      boolean hasAlpha = declaresAlpha || alpha != null;
      if (lossy != null) {
        int[] size = LossyPixels.size(image.bytes(), pixels.from(), pixels.end());
        accept(size[0], size[1]);
      } else {
        LosslessPixels.Header header =
            LosslessPixels.header(image.bytes(), pixels.from(), pixels.end());
        accept(header.width(), header.height());
        hasAlpha = header.hasAlpha();
      }
      return new WebpChunks(
          width,
          height,
          left,
          top,
          frameWidth,
          frameHeight,
          pixels,
          lossy == null,
          alpha,
          animated ? declaresAlpha : hasAlpha,
          orientationOf());
    }

    /** A file without the chunk VP8X has the size of its frame. */
    private void accept(int pixelWidth, int pixelHeight) {
      image.checkSize(pixelWidth, pixelHeight);
      if (width == 0) {
        width = pixelWidth;
        height = pixelHeight;
      }
      if (!animated) {
        frameWidth = width;
        frameHeight = height;
      }
      if (pixelWidth != frameWidth || pixelHeight != frameHeight) {
        throw image.rejected("header says two different sizes.");
      }
    }
  }
}

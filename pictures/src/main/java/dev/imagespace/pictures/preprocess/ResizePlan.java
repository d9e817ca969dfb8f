package dev.imagespace.pictures.preprocess;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.PixelRules.Resize;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.preprocess.PreprocessConfig.Peer;
import dev.imagespace.pictures.preprocess.PreprocessConfig.ResizeMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Where the pixels of the tensor come from.
 *
 * @param width of the whole resized picture, pixels
 * @param height of the whole resized picture, pixels
 * @param window of the resized picture that is kept
 * @param left where the window lies in the tensor; what it does not cover is padding
 * @param top where the window lies in the tensor
 */
record ResizePlan(int width, int height, Window window, int left, int top) {

  static ResizePlan of(PreprocessConfig config, Resize resize, int width, int height) {
    int[] size = resized(config, width, height);
    if (size[0] < 1 || size[1] < 1) {
      throw new ImageRejectedException(
          ImageRejectedException.Reason.UNSUPPORTED,
          "Image of %d×%d pixels is too narrow to be resized into %d×%d."
              .formatted(width, height, config.width(), config.height()));
    }
    CenterCrop across = CenterCrop.of(config, resize, size[0], config.width());
    CenterCrop down = CenterCrop.of(config, resize, size[1], config.height());
    Window window = new Window(across.from(), down.from(), across.length(), down.length());
    return new ResizePlan(size[0], size[1], window, across.padding(), down.padding());
  }

  /** The window within the tensor's height and width, in the picture's own mode. */
  DecodedImage place(DecodedImage cut, PreprocessConfig config) {
    if (cut.width() == config.width() && cut.height() == config.height()) {
      return cut;
    }
    int fill = config.resizeMode() == ResizeMode.LONGEST ? config.fill() : 0;
    int bytes = cut.mode().bytesPerPixel();
    byte[] out = new byte[config.width() * config.height() * bytes];
    fill(out, cut.mode(), fill);
    int length = cut.width() * bytes;
    for (int y = 0; y < cut.height(); y++) {
      int to = ((top + y) * config.width() + left) * bytes;
      System.arraycopy(cut.samples(), y * length, out, to, length);
    }
    return cut.withPixels(config.width(), config.height(), out);
  }

  private static void fill(byte[] out, Mode mode, int fill) {
    ByteBuffer numbers = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < out.length; i += mode.bytesPerPixel()) {
      switch (mode) {
        case GRAY16 -> numbers.putShort(i, (short) fill);
        case INTEGER -> numbers.putInt(i, fill);
        case FLOAT -> numbers.putFloat(i, fill);
        case BILEVEL -> out[i] = (byte) (fill != 0 ? 255 : 0);
        default -> Arrays.fill(out, i, i + mode.bytesPerPixel(), (byte) fill);
      }
    }
  }

  private static int[] resized(PreprocessConfig config, int width, int height) {
    boolean square = config.width() == config.height();
    return switch (config.resizeMode()) {
      case SQUASH -> new int[] {config.squashed().width(), config.squashed().height()};
      case LONGEST -> keepRatio(config, width, height, true);
      case SHORTEST ->
          config.peer() == Peer.OPEN_CLIP && !square
              ? keepRatio(config, width, height, false)
              : config.longestEdge() > 0
                  ? bounded(config.shortestEdge(), config.longestEdge(), width, height)
                  : shortestEdge(
                      config.peer() == Peer.OPEN_CLIP ? config.width() : config.shortestEdge(),
                      width,
                      height);
    };
  }

  /**
   * get_size_with_aspect_ratio of transformers: the shorter side is rounded, half to even, the
   * longer follows from what it was before.
   */
  private static int[] bounded(int shortest, int longest, int width, int height) {
    double shorter = Math.min(width, height);
    double longer = Math.max(width, height);
    boolean tooLong = longer / shorter * shortest > longest;
    double exact = tooLong ? longest * shorter / longer : shortest;
    int edge = (int) Math.rint(exact);
    if (edge == Math.min(width, height)) {
      return new int[] {width, height};
    }
    return width < height
        ? new int[] {edge, (int) (exact * height / width)}
        : new int[] {(int) (exact * width / height), edge};
  }

  /** Both peers cut the fraction of the longer side. */
  private static int[] shortestEdge(int edge, int width, int height) {
    return width <= height
        ? new int[] {edge, (int) ((double) ((long) edge * height) / width)}
        : new int[] {(int) ((double) ((long) edge * width) / height), edge};
  }

  /** ResizeKeepRatio of open_clip; Python rounds half to even, as rint does. */
  private static int[] keepRatio(PreprocessConfig config, int width, int height, boolean longest) {
    double across = (double) width / config.width();
    double down = (double) height / config.height();
    double ratio = longest ? Math.max(across, down) : Math.min(across, down);
    return new int[] {(int) Math.rint(width / ratio), (int) Math.rint(height / ratio)};
  }
}

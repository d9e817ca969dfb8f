package dev.imagespace.pictures.preprocess;

import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.DecodedImage.Mode;
import dev.imagespace.pictures.decode.PictureShape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** {@code Image.convert("RGB")} of Pillow: alpha is dropped, whatever it hid shows. Stateless. */
final class RgbConversion {
  private RgbConversion() {}

  /** The picture in mode RGB; the same object if it is already. */
  static DecodedImage rgb(DecodedImage image) {
    byte[] in = image.samples();
    byte[] out =
        switch (image.mode()) {
          case RGB -> in;
          case BILEVEL, GRAY -> spread(in, 1);
          case GRAY16 -> spread(clipped(image), 1);
          case GRAY_ALPHA -> spread(in, 2);
          case PALETTE -> lookedUp(in, image.palette().rgb());
          case RGBA -> withoutFourth(in);
          case CMYK -> withoutInk(in);
          case YCBCR -> YcbcrConversion.rgb(in);
          case INTEGER, FLOAT -> spread(clippedNumbers(image), 1);
        };
    return out == in ? image : DecodedImage.of(Mode.RGB, image.width(), image.height(), out);
  }

  /** Bytes that {@link #rgb} takes. */
  static long memory(PictureShape shape) {
    return switch (shape.mode()) {
      case RGB -> 0;
      case GRAY16, INTEGER, FLOAT -> 4 * shape.pixels();
      default -> 3 * shape.pixels();
    };
  }

  /** Words of mode I;16 to bytes: everything above 255 is white. */
  static byte[] clipped(DecodedImage image) {
    byte[] words = image.samples();
    byte[] out = new byte[words.length / 2];
    for (int i = 0; i < out.length; i++) {
      out[i] = words[2 * i + 1] == 0 ? words[2 * i] : (byte) 255;
    }
    return out;
  }

  /** Numbers of modes I and F to bytes: what is below 0 is black, and white what is above 255. */
  static byte[] clippedNumbers(DecodedImage image) {
    ByteBuffer numbers = ByteBuffer.wrap(image.samples()).order(ByteOrder.LITTLE_ENDIAN);
    boolean whole = image.mode() == Mode.INTEGER;
    byte[] out = new byte[image.samples().length / 4];
    for (int i = 0; i < out.length; i++) {
      out[i] =
          (byte)
              (whole
                  ? Math.max(0, Math.min(255, numbers.getInt(4 * i)))
                  : (int) Math.max(0, Math.min(255, numbers.getFloat(4 * i))));
    }
    return out;
  }

  private static byte[] spread(byte[] in, int step) {
    byte[] out = new byte[Math.multiplyExact(in.length / step, 3)];
    for (int i = 0, to = 0; i < in.length; i += step) {
      out[to++] = in[i];
      out[to++] = in[i];
      out[to++] = in[i];
    }
    return out;
  }

  private static byte[] lookedUp(byte[] indices, byte[] colours) {
    byte[] out = new byte[Math.multiplyExact(indices.length, 3)];
    int to = 0;
    for (byte index : indices) {
      int colour = 3 * (index & 0xff);
      out[to++] = colours[colour];
      out[to++] = colours[colour + 1];
      out[to++] = colours[colour + 2];
    }
    return out;
  }

  private static byte[] withoutFourth(byte[] in) {
    byte[] out = new byte[in.length / 4 * 3];
    for (int i = 0, to = 0; i < in.length; i += 4) {
      out[to++] = in[i];
      out[to++] = in[i + 1];
      out[to++] = in[i + 2];
    }
    return out;
  }

  private static byte[] withoutInk(byte[] in) {
    byte[] out = new byte[in.length / 4 * 3];
    for (int i = 0, to = 0; i < in.length; i += 4) {
      int light = 255 - (in[i + 3] & 0xff);
      for (int c = 0; c < 3; c++) {
        out[to++] = (byte) Math.max(0, light - Alpha.muldiv255(in[i + c] & 0xff, light));
      }
    }
    return out;
  }
}

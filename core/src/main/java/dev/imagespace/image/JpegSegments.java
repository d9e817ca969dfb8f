package dev.imagespace.image;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a JPEG that matter here.
 *
 * @param components 1 (gray), 3 or 4
 * @param transform whether the components are luminance and chrominance (YCbCr, YCCK), by the rules
 *     of libjpeg; the decoder of the JDK has rules of its own
 * @param essential the file less its application segments: a colour profile would change the
 *     pixels, and what says how to read the components is written anew
 */
record JpegSegments(
    int width, int height, int components, boolean transform, byte[] essential, int orientation) {

  static JpegSegments read(EncodedImage image) {
    Walk walk = new Walk(image);
    int scan = walk.readUntilScan();
    JpegScans.requireEnd(image, scan);
    boolean transform = walk.hasTransform();
    ByteArrayOutputStream out = new ByteArrayOutputStream(image.bytes().length + 32);
    out.write(0xff);
    out.write(0xd8);
    out.writeBytes(transform && walk.components <= 3 ? JFIF : adobe(!transform ? 0 : 2));
    out.writeBytes(walk.kept.toByteArray());
    out.write(image.bytes(), scan, image.bytes().length - scan);
    return new JpegSegments(
        walk.width, walk.height, walk.components, transform, out.toByteArray(), walk.orientation);
  }

  private static final byte[] JFIF = {
    (byte) 0xff, (byte) 0xe0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  private static byte[] adobe(int transform) {
    return new byte[] {
      (byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, (byte) transform
    };
  }

  /** One pass over the segments before the first scan. */
  private static final class Walk {
    private final EncodedImage image;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int width;
    private int height;
    private int components;
    private boolean hasRgbIds;
    private boolean hasJfif;
    private @Nullable Integer adobeTransform;
    private int orientation = ExifOrientation.UPRIGHT;

    Walk(EncodedImage image) {
      this.image = image;
    }

    /** Returns where the first SOS marker is. */
    int readUntilScan() {
      int at = 2;
      while (at + 4 <= image.bytes().length) {
        if (image.u8(at) != 0xff) {
          throw image.rejected("damaged JPEG: no marker at byte " + at + ".");
        }
        int marker = image.u8(at + 1);
        if (marker == 0xff) {
          at++;
        } else if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
          at += 2;
        } else if (marker == 0xda) {
          requireFrame();
          return at;
        } else {
          int next = at + 2 + image.u16(at + 2);
          if (next < at + 4 || next > image.bytes().length) {
            break;
          }
          segment(marker, at, next);
          at = next;
        }
      }
      throw image.rejected("truncated: the JPEG ends early.");
    }

    private void segment(int marker, int at, int next) {
      int data = at + 4;
      boolean application = (marker & 0xf0) == 0xe0 || marker == 0xfe;
      if (marker == 0xe0 && next - data >= 14 && image.hasAt(data, 'J', 'F', 'I', 'F', 0)) {
        hasJfif = true;
      } else if (marker == 0xe1 && image.hasAt(data, 'E', 'x', 'i', 'f', 0, 0)) {
        orientation = ExifOrientation.in(image, data + 6, next);
      } else if (marker == 0xee && next - data >= 12 && image.hasAt(data, "Adobe")) {
        adobeTransform = image.u8(data + 11);
      } else if (marker == 0xc0 || (marker > 0xc0 && marker <= 0xcf && (marker & 3) != 0)) {
        frame(marker, data, next);
      }
      if (!application) {
        kept.write(image.bytes(), at, next - at);
      }
    }

    private void frame(int marker, int data, int next) {
      if (marker > 0xc2) {
        throw image.rejected("JPEG coding not supported: SOF%d.".formatted(marker - 0xc0));
      }
      if (components != 0 || next - data < 6 || next - data < 6 + 3 * image.u8(data + 5)) {
        throw image.rejected("damaged JPEG header.");
      }
      int precision = image.u8(data);
      components = image.u8(data + 5);
      if (precision != 8 || (components != 1 && components != 3 && components != 4)) {
        throw image.rejected(
            "JPEG layout not supported: %d components of %d bits."
                .formatted(components, precision));
      }
      height = image.u16(data + 1);
      width = image.u16(data + 3);
      image.checkSize(width, height, 8 * components);
      // Each block of 8×8 takes a bit at the least.
      image.checkHolds((long) width * height / (8 * 64));
      hasRgbIds =
          components == 3
              && image.u8(data + 6) == 'R'
              && image.u8(data + 9) == 'G'
              && image.u8(data + 12) == 'B';
    }

    private void requireFrame() {
      if (components == 0) {
        throw image.rejected("damaged JPEG: pixels come before their size.");
      }
    }

    /** default_decompress_parms of libjpeg. */
    boolean hasTransform() {
      if (components == 4) {
        return adobeTransform != null && adobeTransform != 0;
      }
      if (components == 1 || hasJfif) {
        return true;
      }
      return adobeTransform != null ? adobeTransform != 0 : !hasRgbIds;
    }
  }
}

package dev.imagespace.pictures.decode.jpeg;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.ExifOrientation;
import dev.imagespace.pictures.decode.imageio.Excerpt;
import org.jspecify.annotations.Nullable;

/**
 * The segments of a JPEG that matter here.
 *
 * @param frame of 1 (gray), 3 or 4 components
 * @param transform whether the components are luminance and chrominance (YCbCr, YCCK), by the rules
 *     of libjpeg; the decoder of the JDK has rules of its own
 * @param essential the file less its application segments: a colour profile would change the
 *     pixels, and what says how to read the components is written anew
 */
record JpegSegments(JpegFrame frame, boolean transform, Excerpt essential, int orientation) {

  static JpegSegments read(EncodedImage image) {
    Walk walk = new Walk(image);
    int scan = walk.readUntilScan();
    JpegScans.requireEnd(image, scan);
    JpegFrame frame = walk.frame(scan);
    boolean transform = walk.hasTransform(frame);
    Excerpt essential =
        new Excerpt()
            .add((byte) 0xff, (byte) 0xd8)
            .add(transform && frame.components() <= 3 ? JFIF : adobe(!transform ? 0 : 2))
            .add(walk.kept)
            .add(image.bytes(), scan, image.bytes().length);
    return new JpegSegments(frame, transform, essential, walk.orientation);
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
    private final Excerpt kept = new Excerpt();
    private @Nullable JpegFrame frame;
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
        image.requireGoingOn();
        if (image.u8(at) != 0xff) {
          throw image.rejected("damaged JPEG: no marker at byte " + at + ".");
        }
        int marker = image.u8(at + 1);
        if (marker == 0xff) {
          at++;
        } else if (marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
          at += 2;
        } else if (marker == 0xda) {
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
      } else if (JpegFrame.isFrame(marker)) {
        frame = frame(marker, data, next);
      }
      if (!application) {
        kept.add(image.bytes(), at, next);
      }
    }

    private JpegFrame frame(int marker, int data, int next) {
      if (marker > 0xc2) {
        throw image.unsupported("JPEG coding not supported: SOF%d.".formatted(marker - 0xc0));
      }
      if (frame != null || !JpegFrame.isWhole(image, data, next)) {
        throw image.rejected("damaged JPEG header.");
      }
      JpegFrame found = new JpegFrame(image, data, marker == 0xc2);
      int components = found.components();
      if (found.precision() != 8 || (components != 1 && components != 3 && components != 4)) {
        throw image.unsupported(
            "JPEG layout not supported: %d components of %d bits."
                .formatted(components, found.precision()));
      }
      image.checkSize(found.width(), found.height());
      // Each block of 8×8 takes a bit at the least.
      image.checkHolds((long) found.width() * found.height() / (8 * 64));
      return found;
    }

    /** The only one, now that its first scan is found. */
    JpegFrame frame(int scan) {
      if (frame == null) {
        throw image.rejected("damaged JPEG: pixels come before their size.");
      }
      return frame.withScan(scan);
    }

    /** default_decompress_parms of libjpeg. */
    boolean hasTransform(JpegFrame only) {
      if (only.components() == 4) {
        return adobeTransform != null && adobeTransform != 0;
      }
      if (only.components() == 1 || hasJfif) {
        return true;
      }
      if (adobeTransform != null) {
        return adobeTransform != 0;
      }
      return only.id(0) != 'R' || only.id(1) != 'G' || only.id(2) != 'B';
    }
  }
}

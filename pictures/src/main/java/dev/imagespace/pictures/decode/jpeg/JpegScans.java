package dev.imagespace.pictures.decode.jpeg;

import dev.imagespace.pictures.decode.EncodedImage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Walks over the compressed pixels of a JPEG, to see whether they end as they should. */
final class JpegScans {
  /** Every scan is a pass over the whole picture; real progressive files have about ten. */
  private static final int MAX_SCANS = 500;

  private static final VarHandle EIGHT_BYTES =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private JpegScans() {}

  /**
   * Refuses a file that ends before its end marker.
   *
   * @param start the first SOS marker
   */
  static void requireEnd(EncodedImage image, int start) {
    byte[] bytes = image.bytes();
    int scans = 0;
    int at = nextFf(bytes, start);
    while (at + 1 < bytes.length) {
      image.requireGoingOn();
      int marker = image.u8(at + 1);
      if (marker == 0xd9) {
        return;
      }
      if (marker == 0xff) {
        at++;
      } else if (marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd7)) {
        // A stuffed zero, or a restart.
        at += 2;
      } else {
        if (marker == 0xda && ++scans > MAX_SCANS) {
          throw image.tooLarge("JPEG has more than " + MAX_SCANS + " scans.");
        }
        if (at + 3 >= bytes.length) {
          break;
        }
        at += 2 + image.u16(at + 2);
      }
      at = nextFf(bytes, at);
    }
    throw image.rejected("truncated: the JPEG ends early.");
  }

  /** Where the first 0xff is from here on; at or behind the end of the bytes if there is none. */
  private static int nextFf(byte[] bytes, int from) {
    int at = from;
    while (at <= bytes.length - Long.BYTES) {
      long found = firstFf((long) EIGHT_BYTES.get(bytes, at));
      if (found != 0) {
        return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
      }
      at += Long.BYTES;
    }
    while (at < bytes.length && bytes[at] != (byte) 0xff) {
      at++;
    }
    return at;
  }

  /**
   * The lowest bit that is set lies in the first of eight bytes that is 0xff; 0 if none is. In the
   * complement 0xff is zero, and one taken away from zero sets the highest bit of a byte that had
   * it not. The borrow may set bits of the bytes behind it, of none before.
   */
  private static long firstFf(long eight) {
    return (~eight - 0x0101010101010101L) & eight & 0x8080808080808080L;
  }
}

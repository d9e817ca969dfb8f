package dev.imagespace.pictures.decode.jpeg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.EncodedImage;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes are passed over eight at a time: wherever a marker lies among them, it is seen. */
class JpegScansTests {
  private static final String WHOLE = "whole";
  private static final String TRUNCATED = "picture: truncated: the JPEG ends early.";

  /** Longer than two steps. */
  private static final int OFFSETS = 20;

  @Test
  void theEndIsFoundAtEveryOffset() {
    for (int offset = 0; offset <= OFFSETS; offset++) {
      assertThat(judge(scan(offset, 0xff, 0xd9))).as("at %d", offset).isEqualTo(WHOLE);
      assertThat(judge(scan(offset, 0xff, 0xff, 0xd9))).as("fill at %d", offset).isEqualTo(WHOLE);
    }
  }

  @Test
  void halfAnEndIsNone() {
    for (int offset = 0; offset <= OFFSETS; offset++) {
      assertThat(judge(scan(offset))).as("none after %d", offset).isEqualTo(TRUNCATED);
      assertThat(judge(scan(offset, 0xff))).as("half at %d", offset).isEqualTo(TRUNCATED);
      assertThat(judge(scan(offset, 0xd9))).as("other half at %d", offset).isEqualTo(TRUNCATED);
    }
  }

  @Test
  void stuffedZerosAndRestartsEndNothing() {
    for (int offset = 0; offset <= OFFSETS; offset++) {
      assertThat(judge(scan(offset, 0xff, 0x00, 0xd9))).as("at %d", offset).isEqualTo(TRUNCATED);
      assertThat(judge(scan(offset, 0xff, 0xd3, 0xff, 0xd9))).as("at %d", offset).isEqualTo(WHOLE);
    }
  }

  @Test
  void anEndWithinASegmentIsPassedOver() {
    int[] table = {0xff, 0xc4, 0, 5, 0xff, 0xd9, 0};
    for (int offset = 0; offset <= OFFSETS; offset++) {
      assertThat(judge(scan(offset, table))).as("at %d", offset).isEqualTo(TRUNCATED);
      assertThat(judge(scan(offset, 0xff, 0xc4, 0))).as("cut at %d", offset).isEqualTo(TRUNCATED);
    }
  }

  @Test
  void noOtherByteIsTakenForOne() {
    for (int other = 0; other < 0xff; other++) {
      byte[] bytes = new byte[OFFSETS];
      Arrays.fill(bytes, (byte) other);
      bytes[OFFSETS - 1] = (byte) 0xd9;
      assertThat(judge(bytes)).as("%x", other).isEqualTo(TRUNCATED);
    }
  }

  @Test
  void anyBytesAreJudgedAsByALookAtEachOfThem() {
    Random random = new Random(8);
    int[] telling = {0x00, 0x01, 0x02, 0x7f, 0x80, 0xc4, 0xd0, 0xd8, 0xd9, 0xda, 0xfe, 0xff, 0xff};
    for (int round = 0; round < 50_000; round++) {
      byte[] bytes = new byte[random.nextInt(64)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(4) > 0 ? 0x55 : telling[random.nextInt(telling.length)]);
      }
      assertThat(judge(bytes))
          .as(() -> Arrays.toString(bytes))
          .isEqualTo(endsByALookAtEach(bytes) ? WHOLE : TRUNCATED);
    }
  }

  private static boolean endsByALookAtEach(byte[] bytes) {
    int at = 0;
    while (at < bytes.length - 1) {
      int marker = bytes[at] == -1 ? bytes[at + 1] & 0xff : -1;
      if (marker == 0xd9) {
        return true;
      }
      if (marker == -1 || marker == 0xff) {
        at++;
      } else if (marker < 2 || marker >> 3 == 0xd0 >> 3) {
        at += 2;
      } else if (at + 3 >= bytes.length) {
        return false;
      } else {
        at += 2 + ((bytes[at + 2] & 0xff) << 8 | (bytes[at + 3] & 0xff));
      }
    }
    return false;
  }

  /** As many bytes of pixels, and what follows them. */
  private static byte[] scan(int offset, int... end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < offset; i++) {
      out.write(0x80 + i);
    }
    for (int b : end) {
      out.write(b);
    }
    return out.toByteArray();
  }

  private static String judge(byte[] bytes) {
    try {
      JpegScans.requireEnd(new EncodedImage(bytes, "picture", ImageLimits.defaults()), 0);
      return WHOLE;
    } catch (ImageRejectedException e) {
      return String.valueOf(e.getMessage());
    }
  }
}

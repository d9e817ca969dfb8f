package dev.imagespace.pictures.decode.jpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.testing.GoldenPictures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Streams within files of other formats, with their tables apart. */
class JpegStreamTests {
  private final byte[] plain =
      GoldenPictures.bytes(GoldenPictures.path("jpeg").resolve("lenient-plain.jpg"));

  @Test
  void coloursAreConvertedWhereTheOtherFormatSaysSo() throws IOException {
    byte[] expected = new JpegDecoder().decode(image(plain)).samples();
    JpegStream stream = JpegStream.open(image(plain), 0, plain.length, JpegTables.NONE);
    assertThat(stream.components()).isEqualTo(3);
    assertThat(stream.memory()).isGreaterThan(expected.length);
    assertThat(stream.samples(JpegStream.Colours.YCC_TO_RGB)).isEqualTo(expected);
    byte[] stored =
        JpegStream.open(image(plain), 0, plain.length, JpegTables.NONE)
            .samples(JpegStream.Colours.AS_STORED);
    assertThat(stored).hasSameSizeAs(expected).isNotEqualTo(expected);
  }

  @Test
  void tablesOfAnotherStreamAreUsed() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
    writeSegments(both, true);
    both.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd9});
    int start = both.size();
    both.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
    writeSegments(both, false);
    EncodedImage image = image(both.toByteArray());
    JpegTables tables = JpegTables.read(image, 0, start);
    byte[] expected =
        JpegStream.open(image(plain), 0, plain.length, JpegTables.NONE)
            .samples(JpegStream.Colours.AS_STORED);
    assertThat(
            JpegStream.open(image, start, both.size(), tables)
                .samples(JpegStream.Colours.AS_STORED))
        .isEqualTo(expected);
    assertThatThrownBy(
            () ->
                JpegStream.open(image, start, both.size(), JpegTables.NONE)
                    .samples(JpegStream.Colours.AS_STORED))
        .isInstanceOf(ImageRejectedException.class)
        .hasMessageContaining("without its table");
  }

  /** Either the tables, or all else up to the end of the file. */
  private void writeSegments(ByteArrayOutputStream out, boolean tables) {
    int at = 2;
    while ((plain[at + 1] & 0xff) != 0xda) {
      int end = at + 2 + (((plain[at + 2] & 0xff) << 8) | (plain[at + 3] & 0xff));
      boolean table = (plain[at + 1] & 0xff) == 0xdb || (plain[at + 1] & 0xff) == 0xc4;
      if (table == tables) {
        out.write(plain, at, end - at);
      }
      at = end;
    }
    if (!tables) {
      out.write(plain, at, plain.length - at);
    }
  }

  private static EncodedImage image(byte[] bytes) {
    return new EncodedImage(bytes, "picture", ImageLimits.defaults());
  }
}

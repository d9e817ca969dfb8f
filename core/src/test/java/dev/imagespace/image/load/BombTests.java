package dev.imagespace.image.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.pictures.testing.GoldenPictures;
import dev.imagespace.pictures.testing.PngFile;
import dev.imagespace.testing.Goldens;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Small files that would like to be large pictures: refused in under 50 ms and 10 MB. */
class BombTests {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MOST_BYTES = 10_000_000;
  private static final long MOST_MILLIS = 50;

  private final ImageLoader loader = new ImageLoader(ImageLoading.defaults());

  static Stream<Arguments> refused() {
    return Stream.of(
        Arguments.of("golden", GoldenPictures.bytes("fail_bomb.png"), "max-pixels"),
        Arguments.of(
            "PNG of 2³¹ pixels a side", PngFile.ofClaim(0x7fffffff, 0x7fffffff), "max-side"),
        Arguments.of("PNG of 65535 pixels a side", PngFile.ofClaim(65_535, 65_535), "max-pixels"),
        Arguments.of("PNG within the limits", PngFile.ofClaim(10_000, 12_000), "truncated"),
        Arguments.of("JPEG of 65500 pixels a side", jpeg(65_500, 65_500), "max-pixels"),
        Arguments.of("JPEG within the limits", jpeg(10_000, 12_000), "truncated"),
        Arguments.of("GIF with a lying screen", gif(65_535, 65_535, 1, 1), "max-pixels"),
        Arguments.of("GIF with a lying frame", gif(1, 1, 60_000, 60_000), "max-pixels"),
        Arguments.of("GIF within the limits", gif(1, 1, 10_000, 12_000), "truncated"),
        Arguments.of("BMP of 2³¹ pixels a side", bmp(Integer.MAX_VALUE, 1), "max-side"),
        Arguments.of("BMP from top to bottom", bmp(1, Integer.MIN_VALUE), "max-side"),
        Arguments.of("BMP within the limits", bmp(10_000, -12_000), "truncated"));
  }

  static Stream<Arguments> harmless() {
    byte[] zeros = PngFile.deflate(new byte[100_000_000]);
    byte[] name = "a\0\0".getBytes(StandardCharsets.ISO_8859_1);
    byte[] named = Arrays.copyOf(name, name.length + zeros.length);
    System.arraycopy(zeros, 0, named, name.length, zeros.length);
    return Stream.of(
        Arguments.of("iCCP", PngFile.withChunk("iCCP", named)),
        Arguments.of("zTXt", PngFile.withChunk("zTXt", named)),
        Arguments.of("IDAT", PngFile.ofOnePixel(zeros)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String name, byte[] bomb, String reason) {
    ImageSource source = ImageSource.of(bomb);
    Runnable load =
        () ->
            assertThatThrownBy(() -> loader.load(source))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining(reason);
    assertCheap(load);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void harmless(String chunk, byte[] bomb) {
    ImageSource source = ImageSource.of(bomb);
    assertCheap(() -> assertThat(loader.load(source).width()).isEqualTo(1));
  }

  @Test
  void framesAreCountedWhereTheyAreLimited() {
    ImageSource animated = ImageSource.of(GoldenPictures.image("animated.gif"));
    ImageSource still = ImageSource.of(GoldenPictures.image("transparent.gif"));
    try (ImageLoader one = new ImageLoader(new ImageLimits(1_000_000, 10_000, 1 << 20, 1))) {
      assertThatThrownBy(() -> one.load(animated))
          .hasMessageContaining("animated.gif: image has more than the limit of 1 frames")
          .hasMessageContaining("'imagespace.image.max-frames'");
      assertThat(one.load(still).width()).isPositive();
      assertThatThrownBy(() -> one.load(ImageSource.of(animatedPng())))
          .hasMessageContaining("'imagespace.image.max-frames'");
    }
    assertThat(loader.load(animated).width()).isPositive();
    assertThat(loader.load(ImageSource.of(animatedPng())).width()).isEqualTo(1);
  }

  @Test
  void framesOfWebpAndPagesOfTiffAreCountedToo() {
    ImageSource webp = ImageSource.of(Goldens.path("made/animated.webp"));
    byte[] tiff = GoldenPictures.bytes("lzw.tiff");
    ByteBuffer words = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    int directory = words.getInt(4);
    // The first page says that the next one is itself: a file of pages without end.
    words.putInt(directory + 2 + 12 * words.getShort(directory), directory);
    try (ImageLoader one = new ImageLoader(new ImageLimits(1_000_000, 10_000, 1 << 20, 1))) {
      assertThatThrownBy(() -> one.load(webp)).hasMessageContaining("limit of 1 frames");
      assertThatThrownBy(() -> one.load(ImageSource.of(tiff)))
          .hasMessageContaining("limit of 1 frames");
      assertThat(one.load(ImageSource.of(GoldenPictures.image("lzw.tiff"))).width()).isPositive();
    }
    assertThat(loader.load(webp).width()).isPositive();
    assertThat(loader.load(ImageSource.of(tiff)).width()).isPositive();
  }

  /** The best of three: the first run loads classes. */
  private static void assertCheap(Runnable load) {
    long millis = Long.MAX_VALUE;
    long bytes = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      long allocated = allocated();
      long start = System.nanoTime();
      load.run();
      millis = Math.min(millis, (System.nanoTime() - start) / 1_000_000);
      bytes = Math.min(bytes, allocated() - allocated);
    }
    assertThat(millis).isLessThan(MOST_MILLIS);
    assertThat(bytes).isLessThan(MOST_BYTES);
  }

  /** By all threads that live, those of the decoders among them. */
  private static long allocated() {
    return Arrays.stream(THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())).sum();
  }

  private static byte[] animatedPng() {
    return PngFile.withChunk("acTL", new byte[] {0, 0, 0, 9, 0, 0, 0, 0});
  }

  private static byte[] jpeg(int width, int height) {
    ByteBuffer bytes = ByteBuffer.allocate(100);
    bytes.putShort((short) 0xffd8).putShort((short) 0xffc0).putShort((short) 11).put((byte) 8);
    bytes.putShort((short) height).putShort((short) width).put((byte) 1);
    bytes.put((byte) 1).put((byte) 0x11).put((byte) 0);
    bytes.putShort((short) 0xffda).putShort((short) 8).put((byte) 1).put((byte) 1).put((byte) 0);
    bytes.put((byte) 0).put((byte) 63).put((byte) 0).put(new byte[40]).putShort((short) 0xffd9);
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  private static byte[] gif(int screenWidth, int screenHeight, int width, int height) {
    ByteBuffer bytes = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("GIF89a".getBytes(StandardCharsets.US_ASCII));
    bytes.putShort((short) screenWidth).putShort((short) screenHeight).put(new byte[3]);
    bytes.put((byte) 0x2c).putInt(0).putShort((short) width).putShort((short) height);
    bytes.put((byte) 0).put((byte) 2).put((byte) 2).put((byte) 0x4c).put((byte) 1).put((byte) 0);
    return bytes.put((byte) 0x3b).array();
  }

  private static byte[] bmp(int width, int height) {
    ByteBuffer bytes = ByteBuffer.allocate(60).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 'B').put((byte) 'M').putInt(60).putInt(0).putInt(54).putInt(40);
    bytes.putInt(width).putInt(height).putShort((short) 1).putShort((short) 24);
    return bytes.array();
  }
}

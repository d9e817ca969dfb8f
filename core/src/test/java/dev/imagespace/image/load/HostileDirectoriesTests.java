package dev.imagespace.image.load;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.imagespace.bounds.Countdown;
import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.pictures.Pictures;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.tiff.TiffDirectory;
import dev.imagespace.pictures.testing.GoldenPictures;
import dev.imagespace.pictures.testing.PngFile;
import dev.imagespace.pictures.testing.TiffFile;
import dev.imagespace.pictures.testing.WebpFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Files that name numbers of things which they do not have, or the same things over and over: what
 * a decoder allocates for them, before it has reserved it, is in proportion to the file; and it
 * ends.
 */
class HostileDirectoriesTests {
  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** Where a file of today's largest size took minutes. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Of decoders, which is never there all at once. */
  private static final long GARBAGE = 40_000_000;

  private static final int MANY = 65_535;
  private static final int BLOB = 800_000;

  static Map<String, byte[]> files() {
    Map<String, byte[]> files = new TreeMap<>();
    TiffFile repeated = tiff(new byte[BLOB]);
    TiffFile bytes = tiff(new byte[BLOB]);
    for (int i = 0; i < MANY - 20; i++) {
      repeated.with(TiffDirectory.COLOURS, TiffFile.SHORT, 100_000, 8);
      bytes.with(TiffDirectory.BITS, 1, BLOB, 8);
    }
    files.put("TIFF of one tag over and over", repeated.bytes());
    files.put("TIFF of another tag over and over", bytes.bytes());
    files.put("BigTIFF of one tag over and over", repeated.bigBytes());
    TiffFile all = tiff(new byte[BLOB]);
    for (int tag = 250; tag < 350; tag++) {
      all.with(tag, 1, BLOB, 8);
    }
    files.put("TIFF whose tags all have as many values as the file has bytes", all.bytes());
    files.put("TIFF of more strips than it needs", manyStrips(BLOB / 4));
    files.put(
        "TIFF whose strips end behind the end of numbers",
        tiff(new byte[4000])
            .without(TiffDirectory.STRIP_OFFSETS)
            .without(TiffDirectory.STRIP_LENGTHS)
            .with(TiffDirectory.STRIP_OFFSETS, 16, 1, 8)
            .bytes());
    files.put("BigTIFF whose strips end behind the end of numbers", overflowing());
    files.put(
        "TIFF of tiles while it has strips",
        tiff(new byte[64])
            .with(TiffDirectory.TILE_WIDTH, 60_000)
            .with(TiffDirectory.TILE_HEIGHT, 60_000)
            .bytes());
    files.put("BigTIFF of 2^63 entries", countedBig(Long.MAX_VALUE));
    files.put("BigTIFF of 2^60 entries, whose length is none", countedBig(1L << 60));
    files.put("TIFF with a JPEG of any size", embedded());
    files.put("BMP with a PNG of any size", bmp(5, 0, 54));
    files.put("BMP of 2 GB of packed pixels", bmp(1, Integer.MAX_VALUE, 54));
    files.put("BMP of a palette of 2 GB", bmp(0, 0, Integer.MAX_VALUE));
    files.put("PNG of many small parts", parts());
    files.put("PNG of a large palette", PngFile.withChunk("PLTE", new byte[BLOB]));
    files.put("GIF of many comments", gif());
    files.put("WebP of animations within each other", nested());
    return files;
  }

  static Stream<String> names() {
    return files().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatIsNotReservedIsInProportionToTheFile(String name) {
    byte[] bytes = requireNonNull(files().get(name));
    MemoryInFlight memory = new MemoryInFlight(1L << 40);
    MemoryInFlight.Share share = memory.share();
    Decoding decoding = new Decoding(new Countdown(PATIENCE), share);
    EncodedImage image = new EncodedImage(bytes, name, ImageLimits.defaults(), decoding);
    long start = System.nanoTime();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    boolean whole = decodes(image);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE.multipliedBy(2));
    assertThat(allocated).isLessThan(GARBAGE + 6L * bytes.length + 2 * memory.taken());
    assertThat(whole || decoding.isStopped() || memory.taken() < 50_000_000).isTrue();
  }

  private static boolean decodes(EncodedImage image) {
    try {
      Pictures.exact().decode(image);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  @Test
  void fourHostileFilesAreNotTheEndOfAllPictures() {
    byte[] bytes = overlapping();
    ImageSource good = ImageSource.of(UrlFixture.PICTURE);
    ImageLoading loading = ImageLoading.builder().deadline(Duration.ofMillis(300)).build();
    try (ImageLoader loader = new ImageLoader(loading)) {
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> loader.load(ImageSource.of(bytes)))
            .isInstanceOf(ImageRejectedException.class)
            .hasMessageContaining("'imagespace.image.deadline'");
        assertThat(loader.load(good).width()).isEqualTo(1);
      }
    }
  }

  private static TiffFile tiff(byte[] data) {
    return TiffFile.of(2, 2, 1, 1, 8, 1, Arrays.copyOf(data, Math.max(4, data.length)))
        .with(TiffDirectory.STRIP_LENGTHS, 4);
  }

  private static byte[] manyStrips(int count) {
    ByteBuffer places = ByteBuffer.allocate(4 * count).order(ByteOrder.LITTLE_ENDIAN);
    while (places.hasRemaining()) {
      places.putInt(4);
    }
    return tiff(places.array())
        .without(TiffDirectory.STRIP_OFFSETS)
        .without(TiffDirectory.STRIP_LENGTHS)
        .with(TiffDirectory.STRIP_OFFSETS, TiffFile.LONG, count, 8)
        .with(TiffDirectory.STRIP_LENGTHS, TiffFile.LONG, count, 8)
        .bytes();
  }

  /** Every row starts with the same bytes that stand for nothing: 40 GB in all. */
  private static byte[] overlapping() {
    int rows = 50_000;
    ByteBuffer places = ByteBuffer.allocate(8 * rows + BLOB).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < rows; i++) {
      places.putInt(4 * i, 8 + 8 * rows).putInt(4 * (rows + i), BLOB);
    }
    // Nothing, over and over, and in the end one byte.
    Arrays.fill(places.array(), 8 * rows, 8 * rows + BLOB - 2, (byte) 0x80);
    return TiffFile.of(1, rows, 1, 1, 8, 32_773, places.array())
        .with(TiffDirectory.ROWS_PER_STRIP, 1)
        .without(TiffDirectory.STRIP_OFFSETS)
        .without(TiffDirectory.STRIP_LENGTHS)
        .with(TiffDirectory.STRIP_OFFSETS, TiffFile.LONG, rows, 8)
        .with(TiffDirectory.STRIP_LENGTHS, TiffFile.LONG, rows, 8 + 4 * rows)
        .bytes();
  }

  private static byte[] overflowing() {
    byte[] numbers = new byte[16];
    ByteBuffer.wrap(numbers).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE);
    byte[] big =
        tiff(numbers)
            .without(TiffDirectory.STRIP_LENGTHS)
            .with(TiffDirectory.STRIP_LENGTHS, 16, 1, Long.MAX_VALUE)
            .bigBytes();
    return big;
  }

  private static byte[] countedBig(long entries) {
    byte[] big = tiff(new byte[16]).bigBytes();
    ByteBuffer words = ByteBuffer.wrap(big).order(ByteOrder.LITTLE_ENDIAN);
    words.putLong((int) words.getLong(8), entries);
    return big;
  }

  /** The TIFF is of 16 by 16 pixels, the progressive JPEG in it of 65,500 by 65,500. */
  private static byte[] embedded() {
    byte[] jpeg = GoldenPictures.bytes("progressive.jpg");
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != 0xc2) {
      at += 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
    }
    ByteBuffer.wrap(jpeg).putShort(at + 5, (short) 65_500).putShort(at + 7, (short) 65_500);
    return TiffFile.of(16, 16, 6, 3, 8, 7, jpeg).bytes();
  }

  private static byte[] bmp(int compression, int length, int pixelsAt) {
    ByteBuffer bytes = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) 'B').put((byte) 'M').putInt(1000).putInt(0).putInt(pixelsAt).putInt(40);
    bytes.putInt(10).putInt(10).putShort((short) 1).putShort((short) 8);
    bytes.putInt(compression).putInt(length);
    byte[] png = PngFile.ofClaim(30_000, 30_000);
    return bytes.position(54).put(png).array();
  }

  private static byte[] parts() {
    byte[] file = PngFile.ofZeros(1, 1, 8, 0);
    ByteBuffer out = ByteBuffer.allocate(file.length + 24 * 30_000);
    int data = 33;
    out.put(file, 0, data);
    for (int i = 0; i < 30_000; i++) {
      out.putInt(0).put("IDAT".getBytes(StandardCharsets.US_ASCII)).putInt(0x35af061e);
      out.putInt(0).put("teST".getBytes(StandardCharsets.US_ASCII)).putInt(0);
    }
    return out.put(file, data, file.length - data).array();
  }

  private static byte[] gif() {
    byte[] file = GoldenPictures.bytes("transparent.gif");
    int at = 13 + ((file[10] & 0x80) == 0 ? 0 : 3 << ((file[10] & 7) + 1));
    ByteBuffer out = ByteBuffer.allocate(file.length + BLOB + 3);
    out.put(file, 0, at).put((byte) 0x21).put((byte) 0xfe);
    for (int i = 0; i < BLOB / 2; i++) {
      out.put((byte) 1).put((byte) 0);
    }
    return out.put((byte) 0).put(file, at, file.length - at).array();
  }

  private static byte[] nested() {
    byte[] inner = new byte[0];
    for (int i = 0; i < 2_000; i++) {
      inner = WebpFile.frame(1, 1, inner);
    }
    return WebpFile.riff(WebpFile.canvas(2, 1, 1), inner);
  }
}

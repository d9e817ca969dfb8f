package dev.imagespace.pictures.testing;

import dev.imagespace.pictures.decode.tiff.TiffDirectory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes classic TIFFs, also such as no writer would write: the pixels, and then the directory. */
public final class TiffFile {
  public static final int SHORT = 3;
  public static final int LONG = 4;
  private static final int HEADER = 8;

  private record Entry(int tag, int type, long count, long value) {}

  private final List<Entry> entries = new ArrayList<>();
  private final byte[] data;

  private TiffFile(byte[] data) {
    this.data = data;
  }

  /** A file of these bytes, which start at byte 8. */
  public static TiffFile of(byte... data) {
    return new TiffFile(data);
  }

  /** A picture in one strip, not compressed. */
  public static TiffFile of(int width, int height, int photometric, int samples, int bits) {
    byte[] pixels = new byte[(width * samples * bits + 7) / 8 * height];
    return of(width, height, photometric, samples, bits, 1, pixels);
  }

  /** A picture in one strip that is compressed already. */
  public static TiffFile of(
      int width,
      int height,
      int photometric,
      int samples,
      int bits,
      int compression,
      byte[] strip) {
    return of(strip)
        .with(TiffDirectory.WIDTH, width)
        .with(TiffDirectory.HEIGHT, height)
        .with(TiffDirectory.BITS, bits)
        .with(TiffDirectory.COMPRESSION, compression)
        .with(TiffDirectory.PHOTOMETRIC, photometric)
        .with(TiffDirectory.STRIP_OFFSETS, HEADER)
        .with(TiffDirectory.SAMPLES, samples)
        .with(TiffDirectory.ROWS_PER_STRIP, height)
        .with(TiffDirectory.STRIP_LENGTHS, strip.length);
  }

  /** One value, in the place of others of the same tag. */
  public TiffFile with(int tag, long value) {
    entries.removeIf(entry -> entry.tag == tag);
    // Some readers take no other type of what is always small.
    return with(tag, value < 1 << 16 ? SHORT : LONG, 1, value);
  }

  /** Any entry, one more: its value, or where its values are. */
  public TiffFile with(int tag, int type, long count, long value) {
    entries.add(new Entry(tag, type, count, value));
    return this;
  }

  public TiffFile without(int tag) {
    entries.removeIf(entry -> entry.tag == tag);
    return this;
  }

  public byte[] bytes() {
    int start = HEADER + data.length;
    ByteBuffer out =
        ByteBuffer.allocate(start + 2 + 12 * entries.size() + 4).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(start).put(data);
    out.putShort((short) entries.size());
    for (Entry entry : entries) {
      out.putShort((short) entry.tag).putShort((short) entry.type).putInt((int) entry.count);
      out.putInt((int) entry.value);
    }
    return out.array();
  }

  /** The same entries in a BigTIFF, whose numbers are of 64 bits. */
  public byte[] bigBytes() {
    int shift = 8;
    int start = HEADER + shift + data.length;
    ByteBuffer out =
        ByteBuffer.allocate(start + 8 + 20 * entries.size() + 8).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 'I')
        .put((byte) 'I')
        .putShort((short) 43)
        .putShort((short) 8)
        .putShort((short) 0);
    out.putLong(start).put(data).putLong(entries.size());
    for (Entry entry : entries) {
      boolean place = entry.tag == TiffDirectory.STRIP_OFFSETS;
      out.putShort((short) entry.tag).putShort((short) entry.type).putLong(entry.count);
      out.putLong(
          place && entry.count == 1 && entry.value == HEADER ? HEADER + shift : entry.value);
    }
    return out.array();
  }
}

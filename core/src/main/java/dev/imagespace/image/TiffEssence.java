package dev.imagespace.image;

import dev.imagespace.image.TiffDirectory.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;

/**
 * A file of one page with nothing but what its pixels need: no profile, no other page, no directory
 * that points at itself; and a classic one where the file is a BigTIFF. Stateless.
 */
final class TiffEssence {
  private static final int ENTRY = 12;
  private static final int BYTES = 7;
  private static final int LONG = 4;
  private static final int SHORT = 3;

  private TiffEssence() {}

  /** The bytes of the file with a new directory behind them. */
  static byte[] of(EncodedImage image, TiffDirectory directory) {
    requireData(image, directory);
    int start = image.bytes().length + (image.bytes().length & 1);
    int values = start + 2 + ENTRY * directory.fields().size() + 4;
    int end = values;
    for (Map.Entry<Integer, Field> entry : directory.fields().entrySet()) {
      int length = length(entry.getKey(), entry.getValue());
      end += length > 4 ? length + (length & 1) : 0;
    }
    byte[] bytes = Arrays.copyOf(image.bytes(), end);
    ByteBuffer out =
        ByteBuffer.wrap(bytes)
            .order(directory.little() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    out.putShort(2, (short) 42).putInt(4, start);
    out.position(start).putShort((short) directory.fields().size());
    for (Map.Entry<Integer, Field> entry : directory.fields().entrySet()) {
      values = write(out, entry.getKey(), entry.getValue(), values);
    }
    out.putInt(0);
    return bytes;
  }

  private static int write(ByteBuffer out, int tag, Field field, int values) {
    int length = length(tag, field);
    out.putShort((short) tag).putShort((short) type(tag, field)).putInt(field.values().length);
    int next = out.position() + 4;
    if (length > 4) {
      out.putInt(values).position(values);
    }
    for (long value : field.values()) {
      switch (type(tag, field)) {
        case LONG -> out.putInt((int) value);
        case SHORT -> out.putShort((short) value);
        default -> out.put((byte) value);
      }
    }
    out.position(next);
    return length > 4 ? values + length + (length & 1) : values;
  }

  private static int length(int tag, Field field) {
    int size =
        switch (type(tag, field)) {
          case LONG -> 4;
          case SHORT -> 2;
          default -> 1;
        };
    return Math.multiplyExact(size, field.values().length);
  }

  private static int type(int tag, Field field) {
    if (tag == TiffDirectory.JPEG_TABLES) {
      return BYTES;
    }
    return field.type() == SHORT ? SHORT : LONG;
  }

  /** Pillow refuses a file whose strips or tiles are not all there; the JDK shows black. */
  private static void requireData(EncodedImage image, TiffDirectory directory) {
    boolean tiled = directory.has(TiffDirectory.TILE_OFFSETS);
    long[] offsets =
        directory.all(tiled ? TiffDirectory.TILE_OFFSETS : TiffDirectory.STRIP_OFFSETS);
    long[] lengths =
        directory.all(tiled ? TiffDirectory.TILE_LENGTHS : TiffDirectory.STRIP_LENGTHS);
    if (offsets.length == 0 || lengths.length != offsets.length) {
      throw image.rejected("damaged TIFF: it has no pixels.");
    }
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] < 0 || lengths[i] < 0 || offsets[i] + lengths[i] > image.bytes().length) {
        throw image.rejected("truncated: the TIFF ends early.");
      }
    }
    if (offsets.length < blocks(image, directory, tiled)) {
      throw image.rejected("damaged TIFF: strips or tiles are missing.");
    }
  }

  private static long blocks(EncodedImage image, TiffDirectory directory, boolean tiled) {
    long width = directory.first(TiffDirectory.WIDTH, 0);
    long height = directory.first(TiffDirectory.HEIGHT, 0);
    long across = tiled ? directory.first(TiffDirectory.TILE_WIDTH, 0) : width;
    long down =
        tiled
            ? directory.first(TiffDirectory.TILE_HEIGHT, 0)
            : Math.min(height, directory.first(TiffDirectory.ROWS_PER_STRIP, height));
    if (across <= 0 || down <= 0) {
      throw image.rejected("damaged TIFF: strips or tiles have no size.");
    }
    if (tiled) {
      image.checkSize(across, down);
    }
    boolean planes = directory.first(TiffDirectory.PLANAR, 1) == 2;
    long samples = planes ? directory.first(TiffDirectory.SAMPLES, 1) : 1;
    return ((width + across - 1) / across) * ((height + down - 1) / down) * samples;
  }
}

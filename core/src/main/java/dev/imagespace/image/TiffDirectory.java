package dev.imagespace.image;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The first directory of a TIFF or BigTIFF.
 *
 * @param little whether low bytes come first
 * @param fields of the tags that decide pixels, and no others: profiles would change them
 */
record TiffDirectory(boolean little, Map<Integer, Field> fields) {
  static final int WIDTH = 256;
  static final int HEIGHT = 257;
  static final int BITS = 258;
  static final int COMPRESSION = 259;
  static final int PHOTOMETRIC = 262;
  static final int FILL_ORDER = 266;
  static final int STRIP_OFFSETS = 273;
  static final int ORIENTATION = 274;
  static final int SAMPLES = 277;
  static final int ROWS_PER_STRIP = 278;
  static final int STRIP_LENGTHS = 279;
  static final int PLANAR = 284;
  static final int T4_OPTIONS = 292;
  static final int T6_OPTIONS = 293;
  static final int PREDICTOR = 317;
  static final int COLOURS = 320;
  static final int TILE_WIDTH = 322;
  static final int TILE_HEIGHT = 323;
  static final int TILE_OFFSETS = 324;
  static final int TILE_LENGTHS = 325;
  static final int EXTRA_SAMPLES = 338;
  static final int SAMPLE_FORMAT = 339;
  static final int JPEG_TABLES = 347;

  private static final int MAX_PAGES = 65_536;

  /** Sorted. */
  private static final int[] NEEDED = {
    WIDTH,
    HEIGHT,
    BITS,
    COMPRESSION,
    PHOTOMETRIC,
    FILL_ORDER,
    STRIP_OFFSETS,
    ORIENTATION,
    SAMPLES,
    ROWS_PER_STRIP,
    STRIP_LENGTHS,
    PLANAR,
    T4_OPTIONS,
    T6_OPTIONS,
    PREDICTOR,
    COLOURS,
    TILE_WIDTH,
    TILE_HEIGHT,
    TILE_OFFSETS,
    TILE_LENGTHS,
    EXTRA_SAMPLES,
    SAMPLE_FORMAT,
    JPEG_TABLES
  };

  /** Values of a tag. */
  record Field(int type, long[] values) {}

  static TiffDirectory read(EncodedImage image) {
    boolean little = image.u8(0) == 'I';
    return new Walk(image, little).read();
  }

  boolean has(int tag) {
    return fields.containsKey(tag);
  }

  long first(int tag, long otherwise) {
    Field field = fields.get(tag);
    return field == null || field.values.length == 0 ? otherwise : field.values[0];
  }

  long[] all(int tag) {
    Field field = fields.get(tag);
    return field == null ? new long[0] : field.values;
  }

  /** One pass over one directory. */
  private static final class Walk {
    private final EncodedImage image;
    private final boolean little;
    private final boolean big;

    Walk(EncodedImage image, boolean little) {
      this.image = image;
      this.little = little;
      this.big = number(2, 2) == 43;
    }

    TiffDirectory read() {
      long at = big ? number(8, 8) : number(4, 4);
      int head = big ? 8 : 2;
      int length = big ? 20 : 12;
      long entries = number(at, head);
      Map<Integer, Field> fields = new TreeMap<>();
      for (long i = 0; i < entries; i++) {
        long entry = at + head + i * length;
        int tag = (int) number(entry, 2);
        if (java.util.Arrays.binarySearch(NEEDED, tag) >= 0) {
          Field field = field(entry);
          if (field != null) {
            fields.putIfAbsent(tag, field);
          }
        }
      }
      requireFewPages(at + head + entries * length);
      return new TiffDirectory(little, fields);
    }

    /**
     * Follows the chain of directories; one that runs in a circle ends at the limit, or at 65,536.
     */
    private void requireFewPages(long end) {
      if (!image.limitsFrames()) {
        return;
      }
      int pages = 1;
      long next = number(end, big ? 8 : 4);
      while (next != 0 && pages <= MAX_PAGES) {
        image.checkFrames(++pages);
        long entries = number(next, big ? 8 : 2);
        next = number(next + (big ? 8 : 2) + entries * (big ? 20 : 12), big ? 8 : 4);
      }
    }

    private @Nullable Field field(long entry) {
      int type = (int) number(entry + 2, 2);
      int size =
          switch (type) {
            case 1, 7 -> 1;
            case 3 -> 2;
            case 4 -> 4;
            case 16 -> 8;
            default -> 0;
          };
      if (size == 0) {
        return null;
      }
      int word = big ? 8 : 4;
      long count = number(entry + 4, word);
      long at = entry + 4 + word;
      if (count * size > word) {
        at = number(at, word);
      }
      requireWithin(at, count, size);
      long[] values = new long[(int) count];
      for (int i = 0; i < values.length; i++) {
        values[i] = number(at + (long) i * size, size);
      }
      return new Field(type, values);
    }

    private void requireWithin(long at, long count, int size) {
      long length = image.bytes().length;
      if (at < 0 || count < 0 || at > length || count > (length - at) / size) {
        throw image.rejected("truncated: the TIFF ends early.");
      }
    }

    private long number(long at, int bytes) {
      requireWithin(at, 1, bytes);
      long value = 0;
      for (int i = 0; i < bytes; i++) {
        int next = (int) at + (little ? bytes - 1 - i : i);
        value = value << 8 | image.u8(next);
      }
      return value;
    }
  }
}

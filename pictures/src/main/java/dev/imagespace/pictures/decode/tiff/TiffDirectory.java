package dev.imagespace.pictures.decode.tiff;

import dev.imagespace.pictures.decode.EncodedImage;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The first directory of a TIFF or BigTIFF.
 *
 * @param little whether low bytes come first
 * @param fields of the tags that decide pixels, and no others: profiles would change them
 */
public record TiffDirectory(boolean little, Map<Integer, Field> fields) {
  public static final int WIDTH = 256;
  public static final int HEIGHT = 257;
  public static final int BITS = 258;
  public static final int COMPRESSION = 259;
  public static final int PHOTOMETRIC = 262;
  public static final int FILL_ORDER = 266;
  public static final int STRIP_OFFSETS = 273;
  public static final int ORIENTATION = 274;
  public static final int SAMPLES = 277;
  public static final int ROWS_PER_STRIP = 278;
  public static final int STRIP_LENGTHS = 279;
  public static final int PLANAR = 284;
  public static final int T4_OPTIONS = 292;
  public static final int T6_OPTIONS = 293;
  public static final int PREDICTOR = 317;
  public static final int COLOURS = 320;
  public static final int TILE_WIDTH = 322;
  public static final int TILE_HEIGHT = 323;
  public static final int TILE_OFFSETS = 324;
  public static final int TILE_LENGTHS = 325;
  public static final int EXTRA_SAMPLES = 338;
  public static final int SAMPLE_FORMAT = 339;
  public static final int JPEG_TABLES = 347;

  private static final int MAX_PAGES = 65_536;

  /** Values that are looked at of a tag that says the same of each sample, or says one thing. */
  private static final int MOST_SAMPLES = 100;

  private static final int MOST_COLOURS = 3 << 16;
  private static final int MOST_TABLES = 1 << 20;

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

  /**
   * Values of a tag, which stay in the file.
   *
   * @param size of a value, bytes
   * @param at where the first value is
   */
  record Field(EncodedImage image, boolean little, int type, int size, int at, int count) {

    long value(int number) {
      return numberAt(image, little, at + number * size, size);
    }
  }

  static TiffDirectory read(EncodedImage image) {
    boolean little = image.u8(0) == 'I';
    return new Walk(image, little).read();
  }

  boolean has(int tag) {
    return fields.containsKey(tag);
  }

  /** How many values a tag has; 0 where it is missing. */
  int count(int tag) {
    Field field = fields.get(tag);
    return field == null ? 0 : field.count;
  }

  /** One of the values that the tag has. */
  long value(int tag, int number) {
    return Objects.requireNonNull(fields.get(tag)).value(number);
  }

  long first(int tag, long otherwise) {
    return count(tag) == 0 ? otherwise : value(tag, 0);
  }

  /** Whether each value of the tag is this one, if it has any. */
  boolean isAlways(int tag, long value) {
    for (int i = 0; i < count(tag); i++) {
      if (value(tag, i) != value) {
        return false;
      }
    }
    return true;
  }

  private static long numberAt(EncodedImage image, boolean little, int at, int bytes) {
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | image.u8(little ? at + bytes - 1 - i : at + i);
    }
    return value;
  }

  /** One pass over one directory. */
  private static final class Walk {
    private final EncodedImage image;
    private final boolean little;
    private final boolean big;

    /** Of the number of entries, and of where the next directory is. */
    private final int word;

    private final int entryLength;

    Walk(EncodedImage image, boolean little) {
      this.image = image;
      this.little = little;
      this.big = number(2, 2) == 43;
      this.word = big ? 8 : 4;
      this.entryLength = big ? 20 : 12;
    }

    TiffDirectory read() {
      long at = number(big ? 8 : 4, word);
      long end = end(at);
      Map<Integer, Field> fields = new TreeMap<>();
      for (long entry = start(at); entry < end; entry += entryLength) {
        image.requireGoingOn();
        int tag = (int) number(entry, 2);
        if (Arrays.binarySearch(NEEDED, tag) >= 0 && !fields.containsKey(tag)) {
          Field field = field(tag, entry);
          if (field != null) {
            fields.put(tag, field);
          }
        }
      }
      requireFewPages(end);
      return new TiffDirectory(little, fields);
    }

    private long start(long directory) {
      return directory + (big ? 8 : 2);
    }

    /** Behind the last entry of a directory, all of which the file has. */
    private long end(long directory) {
      long entries = number(directory, big ? 8 : 2);
      requireWithin(start(directory), entries, entryLength);
      return start(directory) + entries * entryLength;
    }

    /**
     * Follows the chain of directories; one that runs in a circle ends at the limit, or at 65,536.
     */
    private void requireFewPages(long end) {
      if (!image.limitsFrames()) {
        return;
      }
      int pages = 1;
      long next = number(end, word);
      while (next != 0 && pages <= MAX_PAGES) {
        image.requireGoingOn();
        image.checkFrames(++pages);
        next = number(end(next), word);
      }
    }

    private @Nullable Field field(int tag, long entry) {
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
      long count = number(entry + 4, word);
      long at = entry + 4 + word;
      if (count < 0 || count > word / size) {
        at = number(at, word);
      }
      requireWithin(at, count, size);
      return new Field(image, little, type, size, (int) at, counted(tag, (int) count));
    }

    /** Of values that the file has, how many mean anything. */
    private int counted(int tag, int count) {
      int most =
          switch (tag) {
            case STRIP_OFFSETS, STRIP_LENGTHS, TILE_OFFSETS, TILE_LENGTHS -> Integer.MAX_VALUE;
            case COLOURS -> MOST_COLOURS;
            case JPEG_TABLES -> MOST_TABLES;
            default -> MOST_SAMPLES;
          };
      if (count > most && most > MOST_SAMPLES) {
        throw image.rejected("damaged TIFF: %d values of tag %d.".formatted(count, tag));
      }
      return Math.min(count, most);
    }

    private void requireWithin(long at, long count, int size) {
      long length = image.bytes().length;
      if (at < 0 || count < 0 || at > length || count > (length - at) / size) {
        throw image.rejected("truncated: the TIFF ends early.");
      }
    }

    private long number(long at, int bytes) {
      requireWithin(at, 1, bytes);
      return numberAt(image, little, (int) at, bytes);
    }
  }
}

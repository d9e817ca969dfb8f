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
  public static final int YCBCR_COEFFICIENTS = 529;
  public static final int YCBCR_SUBSAMPLING = 530;
  public static final int REFERENCE_BLACK_WHITE = 532;
  public static final int XMP = 700;

  private static final int MAX_PAGES = 65_536;

  /** Values that are looked at of a tag that says the same of each sample, or says one thing. */
  private static final int MOST_SAMPLES = 100;

  private static final int MOST_COLOURS = 3 << 16;
  private static final int MOST_TABLES = 1 << 20;

  private static final int BYTE = 1;
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int SBYTE = 6;
  private static final int UNDEFINED = 7;
  private static final int SSHORT = 8;
  private static final int SLONG = 9;
  private static final int IFD = 13;
  private static final int LONG8 = 16;
  private static final int IFD8 = 18;

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
    JPEG_TABLES,
    YCBCR_COEFFICIENTS,
    YCBCR_SUBSAMPLING,
    REFERENCE_BLACK_WHITE,
    XMP
  };

  /**
   * Values of a tag, which stay in the file.
   *
   * @param size of a value, bytes
   * @param at where the first value is
   */
  record Field(EncodedImage image, boolean little, int type, int size, int at, int count) {

    /** A whole number; the sign of a signed type counts. */
    long value(int number) {
      if (type == RATIONAL) {
        return (long) fraction(number);
      }
      long value = numberAt(image, little, at + number * size, size);
      boolean signed = type == SBYTE || type == SSHORT || type == SLONG;
      int unused = 64 - 8 * size;
      return signed ? value << unused >> unused : value;
    }

    /** The number, where it may be a fraction. */
    float fraction(int number) {
      if (type != RATIONAL) {
        return value(number);
      }
      int start = at + number * size;
      long divisor = numberAt(image, little, start + 4, 4);
      return divisor == 0 ? 0 : (float) numberAt(image, little, start, 4) / divisor;
    }

    /** Whether the type is a number to Pillow, which takes a byte for a text. */
    boolean isNumber() {
      return type != BYTE && type != UNDEFINED;
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

  /** As many numbers as there are to be, of a tag that may hold fractions. */
  float[] fractions(int tag, float... otherwise) {
    Field field = fields.get(tag);
    if (field == null || field.count < otherwise.length) {
      return otherwise;
    }
    float[] numbers = new float[otherwise.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = field.fraction(i);
    }
    return numbers;
  }

  /** Whether each value of the tag is this one, if it has any; of many the first ones count. */
  boolean isAlways(int tag, long value, int most) {
    for (int i = 0; i < Math.min(most, count(tag)); i++) {
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

    /** Behind the last entry of a directory that the file has. */
    private long end(long directory) {
      long entries = number(directory, big ? 8 : 2);
      long start = start(directory);
      long fitting = (image.bytes().length - start) / entryLength;
      return start + Math.min(entries < 0 ? Long.MAX_VALUE : entries, fitting) * entryLength;
    }

    /**
     * Follows the chain of directories; one that runs in a circle ends at the limit, or at 65,536.
     */
    private void requireFewPages(long end) {
      if (!image.limitsFrames()) {
        return;
      }
      int pages = 1;
      long next = next(end);
      while (next != 0 && pages <= MAX_PAGES) {
        image.requireGoingOn();
        image.checkFrames(++pages);
        next = next(end(next));
      }
    }

    /**
     * Where the next directory is; 0 where there is none, or where the file ends before it says.
     */
    private long next(long end) {
      return isWithin(end, 1, word) ? number(end, word) : 0;
    }

    /**
     * Null where the type is unknown, or the values are not in the file: as if it were not there.
     */
    private @Nullable Field field(int tag, long entry) {
      int type = (int) number(entry + 2, 2);
      int size =
          switch (type) {
            case BYTE, SBYTE, UNDEFINED -> 1;
            case SHORT, SSHORT -> 2;
            case LONG, SLONG, IFD -> 4;
            case LONG8, IFD8, RATIONAL -> 8;
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
      if (!isWithin(at, count, size)) {
        return null;
      }
      return new Field(image, little, type, size, (int) at, counted(tag, (int) count));
    }

    /** Of values that the file has, how many mean anything. */
    private int counted(int tag, int count) {
      int most =
          switch (tag) {
            case STRIP_OFFSETS, STRIP_LENGTHS, TILE_OFFSETS, TILE_LENGTHS, XMP -> Integer.MAX_VALUE;
            case COLOURS -> MOST_COLOURS;
            case JPEG_TABLES -> MOST_TABLES;
            default -> MOST_SAMPLES;
          };
      if (count > most && most > MOST_SAMPLES) {
        throw image.rejected("damaged TIFF: %d values of tag %d.".formatted(count, tag));
      }
      return Math.min(count, most);
    }

    private boolean isWithin(long at, long count, int size) {
      long length = image.bytes().length;
      return at >= 0 && count >= 0 && at <= length && count <= (length - at) / size;
    }

    private long number(long at, int bytes) {
      if (!isWithin(at, 1, bytes)) {
        throw image.rejected("truncated: the TIFF ends early.");
      }
      return numberAt(image, little, (int) at, bytes);
    }
  }
}

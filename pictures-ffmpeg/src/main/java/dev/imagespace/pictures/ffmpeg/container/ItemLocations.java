package dev.imagespace.pictures.ffmpeg.container;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.EncodedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Box {@code iloc}: where the bytes of items lie. ISO/IEC 14496-12, section 8.11.3. */
final class ItemLocations {
  private static final int IN_FILE = 0;
  private static final int IN_IDAT = 1;

  private final EncodedImage image;
  private final @Nullable Box idat;

  private ItemLocations(EncodedImage image, @Nullable Box idat) {
    this.image = image;
    this.idat = idat;
  }

  /**
   * Extents of each item, by its identifier; none of one whose bytes are given in a way of their
   * own.
   */
  static Map<Long, List<Item.Extent>> read(Box iloc, @Nullable Box idat) {
    return new ItemLocations(iloc.image(), idat).read(iloc.cursor());
  }

  private Map<Long, List<Item.Extent>> read(Cursor cursor) {
    int version = cursor.u8();
    cursor.skip(3);
    int sizes = cursor.u16();
    int offsetBytes = sizes >> 12;
    int lengthBytes = sizes >> 8 & 15;
    int baseBytes = sizes >> 4 & 15;
    int indexBytes = version == 0 ? 0 : sizes & 15;
    long count = cursor.id(version == 2);
    Map<Long, List<Item.Extent>> extents = new HashMap<>();
    for (long i = 0; i < count; i++) {
      long id = cursor.id(version == 2);
      int method = version == 0 ? IN_FILE : cursor.u16() & 15;
      int other = cursor.u16();
      long base = cursor.number(baseBytes);
      int parts = cursor.u16();
      if (indexBytes + offsetBytes + lengthBytes == 0 && parts > 1) {
        throw image.rejected("an item has many parts that take no place.");
      }
      List<Item.Extent> own = new ArrayList<>();
      for (int part = 0; part < parts; part++) {
        cursor.number(indexBytes);
        long offset = cursor.number(offsetBytes);
        long length = cursor.number(lengthBytes);
        if (other == 0 && method <= IN_IDAT) {
          own.add(extent(method, base, offset, length));
        }
      }
      extents.put(id, requireBounded(own));
    }
    return extents;
  }

  private Item.Extent extent(int method, long base, long offset, long length) {
    int start = 0;
    int end = image.bytes().length;
    if (method == IN_IDAT) {
      if (idat == null) {
        throw outside();
      }
      start = idat.start();
      end = idat.end();
    }
    long all = (long) end - start;
    // Each by itself: their sum may be beyond 64 bits.
    if (base < 0 || offset < 0 || base > all || offset > all - base) {
      throw outside();
    }
    long left = all - base - offset;
    long wanted = length == 0 ? left : length;
    if (wanted < 0 || wanted > left) {
      throw outside();
    }
    return new Item.Extent((int) (start + base + offset), (int) wanted);
  }

  /** Parts that lie over each other could make gigabytes of a small file. */
  private List<Item.Extent> requireBounded(List<Item.Extent> extents) {
    if (extents.stream().mapToLong(Item.Extent::length).sum() > image.bytes().length) {
      throw image.rejected("the parts of an item are longer than the file.");
    }
    return extents;
  }

  private ImageRejectedException outside() {
    return image.rejected("an item lies outside the file, which may be truncated.");
  }
}

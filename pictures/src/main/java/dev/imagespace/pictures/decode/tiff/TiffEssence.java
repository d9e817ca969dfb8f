package dev.imagespace.pictures.decode.tiff;

import static dev.imagespace.pictures.decode.tiff.TiffDirectory.JPEG_TABLES;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.ROWS_PER_STRIP;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.STRIP_LENGTHS;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.STRIP_OFFSETS;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.TILE_HEIGHT;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.TILE_LENGTHS;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.TILE_OFFSETS;
import static dev.imagespace.pictures.decode.tiff.TiffDirectory.TILE_WIDTH;

import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.imageio.Excerpt;
import dev.imagespace.pictures.decode.tiff.TiffDirectory.Field;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of one page with nothing but what its pixels need: no profile, no other page, no directory
 * that points at itself; and a classic one where the file is a BigTIFF. Stateless.
 */
final class TiffEssence {
  private static final int HEADER = 8;
  private static final int ENTRY = 12;
  private static final int BYTES = 7;
  private static final int LONG = 4;
  private static final int SHORT = 3;
  private static final Set<Integer> OF_STRIPS =
      Set.of(STRIP_OFFSETS, STRIP_LENGTHS, ROWS_PER_STRIP);
  private static final Set<Integer> OF_TILES =
      Set.of(TILE_OFFSETS, TILE_LENGTHS, TILE_WIDTH, TILE_HEIGHT);

  private TiffEssence() {}

  /** An entry of the new directory. */
  private record Entry(int tag, Field field, int count) {

    int type() {
      if (tag == JPEG_TABLES) {
        return BYTES;
      }
      return field.type() == SHORT ? SHORT : LONG;
    }

    int size() {
      return switch (type()) {
        case LONG -> 4;
        case SHORT -> 2;
        default -> 1;
      };
    }

    long length() {
      return (long) size() * count;
    }

    /** Whether the values are written as they are in the file, where they may stay. */
    boolean stays() {
      return length() > 4 && field.size() == size();
    }

    /** What it takes behind the directory. */
    long moved() {
      return length() > 4 && !stays() ? length() + (length() & 1) : 0;
    }
  }

  /** The file behind a new header, and before a new directory. */
  static Excerpt of(EncodedImage image, TiffDirectory directory, TiffBlocks blocks) {
    List<Entry> entries = entries(directory, blocks);
    int start = image.bytes().length + (image.bytes().length & 1);
    int values = 2 + ENTRY * entries.size() + 4;
    long length = values + entries.stream().mapToLong(Entry::moved).sum();
    byte[] behind = new byte[Math.toIntExact(length)];
    ByteBuffer out = words(directory, behind);
    out.putShort((short) entries.size());
    for (Entry entry : entries) {
      values = write(out, entry, start, values);
    }
    byte[] before = new byte[HEADER];
    words(directory, before).put(image.bytes(), 0, 2).putShort((short) 42).putInt(start);
    return new Excerpt()
        .add(before)
        .add(image.bytes(), HEADER, image.bytes().length)
        .add(new byte[start - image.bytes().length])
        .add(behind);
  }

  private static ByteBuffer words(TiffDirectory directory, byte[] bytes) {
    return ByteBuffer.wrap(bytes)
        .order(directory.little() ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
  }

  /** Of strips and tiles only those that are there: a reader might look at the others. */
  private static List<Entry> entries(TiffDirectory directory, TiffBlocks blocks) {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<Integer, Field> each : directory.fields().entrySet()) {
      int tag = each.getKey();
      boolean places = tag == blocks.offsets() || tag == blocks.lengths();
      if (!(blocks.tiled() ? OF_STRIPS : OF_TILES).contains(tag)) {
        int count = each.getValue().count();
        entries.add(new Entry(tag, each.getValue(), places ? blocks.count() : count));
      }
    }
    return entries;
  }

  private static int write(ByteBuffer out, Entry entry, int start, int values) {
    Field field = entry.field();
    out.putShort((short) entry.tag()).putShort((short) entry.type()).putInt(entry.count());
    int next = out.position() + 4;
    if (entry.stays()) {
      out.putInt(field.at());
      return values;
    }
    if (entry.length() > 4) {
      out.putInt(start + values).position(values);
    }
    for (int i = 0; i < entry.count(); i++) {
      long value = field.value(i);
      switch (entry.type()) {
        case LONG -> out.putInt((int) value);
        case SHORT -> out.putShort((short) value);
        default -> out.put((byte) value);
      }
    }
    out.position(next);
    return (int) (values + entry.moved());
  }
}

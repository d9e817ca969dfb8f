package dev.imagespace.pictures.ffmpeg.container;

import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.pictures.decode.EncodedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The items of a HEIC or AVIF file, ISO/IEC 23008-12. Every number in it is bounded by the bytes
 * that it stands for. Immutable.
 */
public final class HeifFile {

  /** Box within {@code iref}: what one item has to do with others. */
  private record Reference(String type, long from, List<Long> to) {}

  private final EncodedImage image;
  private final long primary;
  private final Map<Long, Item> items;
  private final List<Reference> references;

  private HeifFile(
      EncodedImage image, long primary, Map<Long, Item> items, List<Reference> references) {
    this.image = image;
    this.primary = primary;
    this.items = items;
    this.references = references;
  }

  /**
   * Reads box {@code meta} of a file.
   *
   * @throws ImageRejectedException if it is damaged or missing
   */
  public static HeifFile read(EncodedImage image) {
    List<Box> meta = Box.first(image, "meta").childrenOfFull();
    return new HeifFile(
        image,
        primary(Box.only(image, meta, "pitm").cursor()),
        items(image, meta),
        meta.stream()
            .filter(box -> box.type().equals("iref"))
            .findFirst()
            .map(HeifFile::references)
            .orElse(List.of()));
  }

  /** The item that is the picture. */
  public Item primary() {
    return item(primary);
  }

  /** Items that this one is made of, in order: references of type {@code dimg}. */
  public List<Item> sources(Item item) {
    return references.stream()
        .filter(reference -> reference.type.equals("dimg") && reference.from == item.id())
        .findFirst()
        .map(reference -> reference.to.stream().map(this::item).toList())
        .orElse(List.of());
  }

  /** The item that says how opaque each pixel of this one is: a reference of type {@code auxl}. */
  public Optional<Item> alpha(Item item) {
    return references.stream()
        .filter(reference -> reference.type.equals("auxl") && reference.to.contains(item.id()))
        .map(reference -> item(reference.from))
        .filter(
            other ->
                other
                    .property(Property.Auxiliary.class)
                    .filter(Property.Auxiliary::isAlpha)
                    .isPresent())
        .findFirst();
  }

  /** Whether the colours of this item are multiplied by its alpha: a reference {@code prem}. */
  public boolean isPremultiplied(Item item) {
    return references.stream()
        .anyMatch(reference -> reference.type.equals("prem") && reference.from == item.id());
  }

  private Item item(long id) {
    Item item = items.get(id);
    if (item == null) {
      throw image.rejected("item %d is spoken of, and missing.".formatted(id));
    }
    return item;
  }

  private static long primary(Cursor cursor) {
    boolean wide = cursor.u8() > 0;
    cursor.skip(3);
    return cursor.id(wide);
  }

  private static Map<Long, Item> items(EncodedImage image, List<Box> meta) {
    Box idat = meta.stream().filter(box -> box.type().equals("idat")).findFirst().orElse(null);
    Map<Long, List<Item.Extent>> extents = ItemLocations.read(Box.only(image, meta, "iloc"), idat);
    Map<Long, ItemProperties> properties =
        ItemProperties.read(image, Box.only(image, meta, "iprp"));
    Map<Long, Item> items = new HashMap<>();
    for (Box infe : entries(Box.only(image, meta, "iinf"))) {
      Cursor cursor = infe.cursor();
      int version = cursor.u8();
      cursor.skip(3);
      if (!infe.type().equals("infe") || version < 2) {
        continue;
      }
      long id = cursor.id(version > 2);
      cursor.skip(2);
      ItemProperties own = properties.getOrDefault(id, ItemProperties.NONE);
      Item item =
          new Item(
              id,
              cursor.fourCharacters(),
              extents.getOrDefault(id, List.of()),
              own.properties(),
              own.foreign());
      if (items.put(id, item) != null) {
        throw image.rejected("item %d is there twice.".formatted(id));
      }
    }
    return items;
  }

  private static List<Box> entries(Box iinf) {
    Cursor cursor = iinf.cursor();
    boolean wide = cursor.u8() > 0;
    cursor.skip(3);
    cursor.id(wide);
    return Box.in(iinf.image(), cursor.at(), iinf.end());
  }

  private static List<Reference> references(Box iref) {
    boolean wide = iref.cursor().u8() > 0;
    List<Reference> references = new ArrayList<>();
    for (Box box : iref.childrenOfFull()) {
      Cursor cursor = box.cursor();
      long from = cursor.id(wide);
      int count = cursor.u16();
      List<Long> to = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        to.add(cursor.id(wide));
      }
      references.add(new Reference(box.type(), from, List.copyOf(to)));
    }
    return List.copyOf(references);
  }
}

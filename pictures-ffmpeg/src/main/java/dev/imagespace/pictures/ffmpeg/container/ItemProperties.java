package dev.imagespace.pictures.ffmpeg.container;

import dev.imagespace.pictures.decode.EncodedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Box {@code iprp}: properties, and which item has which. ISO/IEC 23008-12, section 9.3.
 *
 * @param foreign the first property without which an item must not be shown, and that is not known
 */
record ItemProperties(List<Property> properties, Optional<String> foreign) {
  static final ItemProperties NONE = new ItemProperties(List.of(), Optional.empty());

  /** Of these nothing follows for the pixels of a picture as its peers show it. */
  private static final Set<String> HARMLESS =
      Set.of("colr", "pixi", "pasp", "clli", "mdcv", "cclv", "amve", "rloc", "a1lx");

  /** Of each item, by its identifier. */
  static Map<Long, ItemProperties> read(EncodedImage image, Box iprp) {
    List<Box> boxes = iprp.children();
    List<Property> all =
        Box.only(image, boxes, "ipco").children().stream().map(Property::read).toList();
    Map<Long, ItemProperties> byItem = new HashMap<>();
    for (Box ipma : boxes) {
      if (ipma.type().equals("ipma")) {
        associate(image, ipma.cursor(), all, byItem);
      }
    }
    return byItem;
  }

  private static void associate(
      EncodedImage image, Cursor cursor, List<Property> all, Map<Long, ItemProperties> byItem) {
    boolean wide = cursor.u8() > 0;
    cursor.skip(2);
    boolean longIndex = (cursor.u8() & 1) == 1;
    long count = cursor.u32();
    for (long i = 0; i < count; i++) {
      long id = cursor.id(wide);
      int number = cursor.u8();
      List<Property> own = new ArrayList<>();
      Optional<String> foreign = Optional.empty();
      for (int k = 0; k < number; k++) {
        int entry = longIndex ? cursor.u16() : cursor.u8();
        int mark = longIndex ? 0x8000 : 0x80;
        boolean essential = entry >= mark;
        int index = entry % mark;
        if (index == 0) {
          continue;
        }
        if (index > all.size()) {
          throw image.rejected("an item has property %d of %d.".formatted(index, all.size()));
        }
        Property property = all.get(index - 1);
        own.add(property);
        if (essential
            && property instanceof Property.Other other
            && !HARMLESS.contains(other.type())) {
          foreign = foreign.or(() -> Optional.of(other.type()));
        }
      }
      byItem.putIfAbsent(id, new ItemProperties(List.copyOf(own), foreign));
    }
  }
}

package dev.imagespace.langchain4j.collection.source;

import dev.imagespace.ImageData;
import dev.imagespace.image.ImageSource;
import dev.langchain4j.data.document.Metadata;
import org.jspecify.annotations.Nullable;

/** What a source gives for each of its items. Immutable, as long as nobody writes into metadata. */
public sealed interface SourceItem {

  /** The id under which the item is stored and found; in a rejected one, what names its place. */
  String id();

  /**
   * An item.
   *
   * @param data picture, description, or both
   * @param metadata what filters look at
   * @param version changes when the bytes of the picture do, such as an ETag, or size and time of a
   *     file: an item whose version, description and metadata are those of before is not read. Null
   *     where the source has none; then the bytes are read each time
   */
  record Item(String id, ImageData data, Metadata metadata, @Nullable String version)
      implements SourceItem {

    /** Refuses a blank id. */
    public Item {
      if (id.isBlank()) {
        throw new IllegalArgumentException("An item needs an id to be stored under; got a blank.");
      }
    }
  }

  /**
   * An item that cannot be made out, such as a broken line of a manifest.
   *
   * @param reason whose message says what to do
   */
  record Unreadable(String id, RuntimeException reason) implements SourceItem {}

  static Item of(String id, ImageSource picture) {
    return of(id, picture, null, new Metadata());
  }

  static Item of(
      String id, @Nullable ImageSource picture, @Nullable String description, Metadata metadata) {
    return new Item(id, new ImageData(picture, description), metadata, null);
  }
}

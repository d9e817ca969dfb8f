package dev.imagespace.langchain4j.collection;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import org.jspecify.annotations.Nullable;

/**
 * What the catalog knows of an item. Immutable, as long as nobody writes into vectors or metadata.
 *
 * @param id of the item, and of its vector in the store
 * @param state whether the store has it
 * @param hashes by which an unchanged item, or the same picture elsewhere, is known
 * @param picture where the picture lies, as text; null where it came as bytes, or there is none
 * @param description null where there is none
 * @param metadata what filters look at
 * @param vectors of the item and of its parts
 */
public record CollectionEntry(
    String id,
    State state,
    Hashes hashes,
    @Nullable String picture,
    @Nullable String description,
    Metadata metadata,
    PartVectors vectors) {

  /**
   * Where an item is between catalog and store. Whatever ends the process, the next run goes on.
   */
  public enum State {
    /** In the catalog, perhaps not yet in the store: to be written again. */
    WRITING(0),
    /** In both. */
    STORED(1),
    /** In the catalog, perhaps no longer in the store: to be removed again. */
    REMOVING(2);

    private final int code;

    State(int code) {
      this.code = code;
    }

    /** By which catalogs keep it. */
    public int code() {
      return code;
    }

    /** The state that a catalog kept. */
    public static State of(int code) {
      for (State state : values()) {
        if (state.code == code) {
          return state;
        }
      }
      throw new CollectionException(
          "The catalog has an entry in state %d, which this version does not know."
              .formatted(code));
    }
  }

  /**
   * What tells contents apart.
   *
   * @param content SHA-256 of picture and description
   * @param picture SHA-256 of the picture's bytes; null where there are none
   * @param version the source's own word for the bytes, such as size and time of a file; an equal
   *     one spares reading them. Null where the source has none
   */
  public record Hashes(String content, @Nullable String picture, @Nullable String version) {}

  /** The same in another state. */
  public CollectionEntry in(State other) {
    return new CollectionEntry(id, other, hashes, picture, description, metadata, vectors);
  }

  /** What the store keeps beside the vector: a store refuses a blank text. */
  public TextSegment segment() {
    boolean described = description != null && !description.isBlank();
    return TextSegment.from(described ? description : id, metadata.copy());
  }
}

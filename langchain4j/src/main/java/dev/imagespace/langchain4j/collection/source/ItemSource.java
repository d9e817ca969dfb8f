package dev.imagespace.langchain4j.collection.source;

import java.util.Collection;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Items without number, read one after the other. */
@FunctionalInterface
public interface ItemSource {

  /**
   * The items, from the first; closed by whoever asked for them. A failure that concerns one item
   * is an {@link SourceItem.Unreadable}, what is thrown ends the run.
   */
  Stream<SourceItem> items();

  /** How many there are, where that is known without reading them. */
  default OptionalLong count() {
    return OptionalLong.empty();
  }

  /** Items that are there already. */
  static ItemSource of(Collection<? extends SourceItem> items) {
    return new ItemSource() {
      @Override
      public Stream<SourceItem> items() {
        return items.stream().map(item -> item);
      }

      @Override
      public OptionalLong count() {
        return OptionalLong.of(items.size());
      }
    };
  }
}

package dev.imagespace.sample.collection;

import dev.imagespace.langchain4j.collection.source.MirroredSource;
import dev.imagespace.langchain4j.collection.source.SourceItem;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A source whose items have the name in their metadata that the world knows them by. */
record NamedSource(MirroredSource source) implements MirroredSource {

  @Override
  public Stream<SourceItem> items() {
    return source.items().map(NamedSource::named);
  }

  private static SourceItem named(SourceItem item) {
    if (item instanceof SourceItem.Item one) {
      one.metadata().put(PictureName.KEY, PictureName.of(one.id()));
    }
    return item;
  }

  @Override
  public OptionalLong count() {
    return source.count();
  }

  @Override
  public boolean covers(String id) {
    return source.covers(id);
  }

  @Override
  public boolean holds(String id) {
    return source.holds(id);
  }
}

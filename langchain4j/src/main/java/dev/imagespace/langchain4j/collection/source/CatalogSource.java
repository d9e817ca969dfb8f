package dev.imagespace.langchain4j.collection.source;

import dev.imagespace.ImageData;
import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.collection.Catalog;
import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.CollectionException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The items of another collection, to move them to another model: they are read and embedded anew,
 * while the old collection still answers. Immutable and thread-safe.
 */
public final class CatalogSource implements ItemSource {
  private static final int PAGE = 64;

  private final Catalog catalog;
  private final Function<CollectionEntry, @Nullable ImageSource> pictures;

  private CatalogSource(
      Catalog catalog, Function<CollectionEntry, @Nullable ImageSource> pictures) {
    this.catalog = catalog;
    this.pictures = pictures;
  }

  /** The items of a catalog, whose pictures lie where they lay. */
  public static CatalogSource of(Catalog catalog) {
    return of(
        catalog,
        entry -> entry.picture() == null ? null : ImageSource.parseTrusted(entry.picture()));
  }

  /**
   * The items of a catalog.
   *
   * @param pictures tells where the picture of an entry is now, such as in an object store; null
   *     where that is not known
   */
  public static CatalogSource of(
      Catalog catalog, Function<CollectionEntry, @Nullable ImageSource> pictures) {
    return new CatalogSource(catalog, pictures);
  }

  @Override
  public Stream<SourceItem> items() {
    return Stream.iterate(
            catalog.page(null, PAGE),
            page -> !page.isEmpty(),
            page -> catalog.page(page.get(page.size() - 1).id(), PAGE))
        .flatMap(List::stream)
        .map(this::item);
  }

  private SourceItem item(CollectionEntry entry) {
    ImageSource picture = pictures.apply(entry);
    return entry.vectors().image() != null && picture == null
        ? new SourceItem.Unreadable(
            entry.id(),
            new CollectionException(
                "The catalog does not say where its picture lies; give CatalogSource a function that does."))
        : new SourceItem.Item(
            entry.id(),
            new ImageData(picture, entry.description()),
            entry.metadata(),
            entry.hashes().version());
  }

  @Override
  public OptionalLong count() {
    return OptionalLong.of(catalog.size());
  }
}

package dev.imagespace.langchain4j.collection;

import dev.imagespace.ImageSpace;
import dev.imagespace.TransformationConfig.PartScale;
import dev.imagespace.langchain4j.collection.CollectionEntry.State;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that are kept and searched: a space, a store of vectors, and the catalog beside it.
 *
 * <pre>{@code
 * ImageCollection collection = ImageCollection.open(space, store, catalog);
 * ImageIngestor.into(collection).ingest(DirectorySource.of(Path.of("photos")));
 * List<SearchHit> hits = ImageSearch.in(collection).search(SearchQuery.ofWords("a red bicycle"));
 * }</pre>
 *
 * <p>Vectors of two models do not compare: the catalog keeps the fingerprint of the space, and a
 * space of another one is refused when the collection is opened and before the first write.
 *
 * <p>Catalog and store share no transaction. An entry is written to the catalog as {@link
 * State#WRITING}, with its vectors, then to the store, then marked {@link State#STORED}; whatever
 * ends the process in between, {@link #recover} writes the store again, without the model.
 *
 * <p>Thread-safe, as far as its store is; one process writes at a time. Owns none of the three.
 */
public final class ImageCollection {
  private static final int PAGE = 256;

  private final ImageSpace space;
  private final EmbeddingStore<TextSegment> store;
  private final Catalog catalog;
  private @Nullable CollectionIdentity identity;

  private ImageCollection(ImageSpace space, EmbeddingStore<TextSegment> store, Catalog catalog) {
    this.space = space;
    this.store = store;
    this.catalog = catalog;
  }

  /**
   * Opens the collection that store and catalog are, or begins one where the catalog is new.
   *
   * @throws CollectionMismatchException if its vectors are of another model than the space's
   */
  public static ImageCollection open(
      ImageSpace space, EmbeddingStore<TextSegment> store, Catalog catalog) {
    ImageCollection collection = new ImageCollection(space, store, catalog);
    if (catalog.identity().isPresent()) {
      collection.requireIdentity();
    }
    return collection;
  }

  public ImageSpace space() {
    return space;
  }

  public EmbeddingStore<TextSegment> store() {
    return store;
  }

  public Catalog catalog() {
    return catalog;
  }

  /** What every search must say, where the store demands it. */
  public Optional<RequiredFilter> requiredFilter() {
    return store instanceof GuardedStore guarded
        ? Optional.of(guarded.required())
        : Optional.empty();
  }

  public Optional<CollectionEntry> find(String id) {
    return catalog.find(id).filter(entry -> entry.state() != State.REMOVING);
  }

  public long size() {
    return catalog.size();
  }

  /** Whether each part of an item counts at length one in its vector. */
  public boolean addsUnits() {
    return space.transformationConfig().aggregation().parts() == PartScale.UNIT;
  }

  /**
   * Before the first write, says in the catalog whose vectors these are; later, checks it.
   *
   * @throws CollectionMismatchException if they are of another model
   */
  public synchronized void requireIdentity() {
    if (identity == null) {
      CollectionIdentity own = CollectionIdentity.of(space);
      catalog.identity().ifPresentOrElse(kept -> kept.requireSame(own), () -> begin(own));
      identity = own;
    }
  }

  private void begin(CollectionIdentity own) {
    if (catalog.size() > 0) {
      throw new CollectionException(
          "The catalog holds entries, and not whose vectors they are. Start a new collection.");
    }
    catalog.setProperties(own.asProperties());
  }

  /** Brings the store to what the catalog says, after a process ended in the midst of a write. */
  public void recover() {
    requireIdentity();
    for (var left = catalog.unfinished(PAGE); !left.isEmpty(); left = catalog.unfinished(PAGE)) {
      finish(left);
    }
  }

  private void finish(List<CollectionEntry> left) {
    List<CollectionEntry> writing = in(State.WRITING, left);
    if (!writing.isEmpty()) {
      write(writing);
      commitStore();
      catalog.mark(ids(writing), State.STORED);
    }
    removeFromBoth(ids(in(State.REMOVING, left)));
  }

  private static List<CollectionEntry> in(State state, List<CollectionEntry> entries) {
    return entries.stream().filter(entry -> entry.state() == state).toList();
  }

  /**
   * Writes entries to catalog and store, in place of those of the same ids. Where the store is a
   * {@link BulkEmbeddingStore}, they count as stored after {@link #commit}.
   */
  public void put(List<CollectionEntry> entries) {
    requireIdentity();
    catalog.putAll(entries.stream().map(entry -> entry.in(State.WRITING)).toList());
    write(entries);
  }

  /** Secures what {@link #put} wrote. */
  public void commit(Collection<String> ids) {
    if (!ids.isEmpty()) {
      commitStore();
      catalog.mark(ids, State.STORED);
    }
  }

  /** Removes items from store and catalog; ids that are not known do no harm. */
  public void remove(Collection<String> ids) {
    List<String> known = List.copyOf(catalog.findAll(ids).keySet());
    if (!known.isEmpty()) {
      requireIdentity();
      catalog.mark(known, State.REMOVING);
      removeFromBoth(known);
    }
  }

  private void removeFromBoth(List<String> ids) {
    if (!ids.isEmpty()) {
      store.removeAll(ids);
      catalog.removeAll(ids);
    }
  }

  private void write(List<CollectionEntry> entries) {
    List<String> ids = ids(entries);
    List<Embedding> embeddings =
        entries.stream().map(entry -> Embedding.from(entry.vectors().vector())).toList();
    List<TextSegment> segments = entries.stream().map(CollectionEntry::segment).toList();
    if (store instanceof BulkEmbeddingStore bulk) {
      bulk.replaceAll(ids, embeddings, segments);
    } else {
      // To add does not replace: most stores would keep both.
      store.removeAll(ids);
      store.addAll(ids, embeddings, segments);
    }
  }

  private void commitStore() {
    if (store instanceof BulkEmbeddingStore bulk) {
      bulk.commit();
    }
  }

  private static List<String> ids(List<CollectionEntry> entries) {
    return entries.stream().map(CollectionEntry::id).toList();
  }

  @Override
  public String toString() {
    return "ImageCollection[%s]"
        .formatted(Objects.requireNonNullElse(identity, space.modelInfo().model()));
  }
}

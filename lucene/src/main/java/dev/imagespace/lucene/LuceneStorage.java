package dev.imagespace.lucene;

import dev.imagespace.ImageSpace;
import dev.imagespace.langchain4j.collection.ImageCollection;
import java.nio.file.Path;

/**
 * A collection in one directory: the store of its vectors, and the catalog beside it. Thread-safe.
 *
 * <pre>{@code
 * try (LuceneStorage storage = LuceneStorage.open(Path.of("collection"))) {
 *   ImageCollection collection = storage.collection(space);
 * }
 * }</pre>
 */
public final class LuceneStorage implements AutoCloseable {
  private final LuceneEmbeddingStore store;
  private final LuceneCatalog catalog;

  private LuceneStorage(LuceneEmbeddingStore store, LuceneCatalog catalog) {
    this.store = store;
    this.catalog = catalog;
  }

  /** What is in this directory, which is made where it is missing. */
  public static LuceneStorage open(Path directory) {
    return open(directory, VectorPrecision.FLOAT);
  }

  /** As {@link #open(Path)}, in which the graph is searched with this precision. */
  public static LuceneStorage open(Path directory, VectorPrecision precision) {
    return new LuceneStorage(
        LuceneEmbeddingStore.builder(directory.resolve("vectors")).precision(precision).build(),
        LuceneCatalog.open(directory.resolve("catalog")));
  }

  /**
   * The collection in the directory, or a new one.
   *
   * @throws dev.imagespace.langchain4j.collection.CollectionMismatchException if its vectors are of
   *     another model
   */
  public ImageCollection collection(ImageSpace space) {
    return ImageCollection.open(space, store, catalog);
  }

  public LuceneEmbeddingStore store() {
    return store;
  }

  public LuceneCatalog catalog() {
    return catalog;
  }

  @Override
  public void close() {
    try (store) {
      catalog.close();
    }
  }
}

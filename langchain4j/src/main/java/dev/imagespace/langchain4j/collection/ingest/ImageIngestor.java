package dev.imagespace.langchain4j.collection.ingest;

import dev.imagespace.langchain4j.collection.ImageCollection;
import dev.imagespace.langchain4j.collection.source.ItemSource;
import dev.imagespace.langchain4j.collection.source.MirroredSource;
import java.util.function.BooleanSupplier;

/**
 * Brings the items of a source into a collection: reading and hashing, loading and decoding, the
 * networks, and writing overlap, with a bound on what is on its way, so that memory is flat
 * whatever the source holds.
 *
 * <p>Each item has an outcome: one that the collection has already is not embedded again, by the
 * hash of its content; a changed one replaces what there was; a bad picture is a rejection and
 * costs nobody else anything. Of a {@link MirroredSource}, what is gone is removed.
 *
 * <p>A run that ended in whatever way, its process killed included, is continued by the next one:
 * nothing is lost, and at most one batch of writes ({@value #BATCH} items) is embedded twice.
 *
 * <p>Immutable and thread-safe; a collection takes one run at a time.
 */
public final class ImageIngestor {
  /** Items that are written together. */
  public static final int BATCH = 64;

  private final ImageCollection collection;
  private final IngestListener listener;
  private final BooleanSupplier stopped;

  private ImageIngestor(
      ImageCollection collection, IngestListener listener, BooleanSupplier stopped) {
    this.collection = collection;
    this.listener = listener;
    this.stopped = stopped;
  }

  public static ImageIngestor into(ImageCollection collection) {
    return new ImageIngestor(collection, new IngestListener() {}, () -> false);
  }

  /** One that tells this listener of outcomes and progress. */
  public ImageIngestor withListener(IngestListener told) {
    return new ImageIngestor(collection, told, stopped);
  }

  /** One whose runs end early, with what they have, once this says so; asked for each item. */
  public ImageIngestor stoppedBy(BooleanSupplier stop) {
    return new ImageIngestor(collection, listener, stop);
  }

  /**
   * Brings the source's items in, and returns when all have their outcome.
   *
   * @throws dev.imagespace.langchain4j.collection.CollectionMismatchException if the collection is
   *     of another model; nothing is read then
   * @throws java.util.concurrent.CancellationException if the thread is interrupted; what was
   *     embedded is stored
   * @throws RuntimeException what the source, the store, the catalog or the listener threw; a later
   *     run continues
   */
  public IngestSummary ingest(ItemSource source) {
    collection.recover();
    return new IngestRun(collection, source, listener, stopped).run();
  }
}

package dev.imagespace.sample.collection;

import dev.imagespace.ImageSpace;
import dev.imagespace.langchain4j.collection.CollectionException;
import dev.imagespace.langchain4j.collection.ImageCollection;
import dev.imagespace.langchain4j.collection.ingest.ImageIngestor;
import dev.imagespace.langchain4j.collection.ingest.IngestListener;
import dev.imagespace.langchain4j.collection.ingest.IngestProgress;
import dev.imagespace.langchain4j.collection.ingest.IngestSummary;
import dev.imagespace.langchain4j.collection.ingest.ItemOutcome;
import dev.imagespace.langchain4j.collection.source.DirectorySource;
import dev.imagespace.lucene.LuceneStorage;
import dev.imagespace.sample.SampleProperties;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The collections of the application's model, each in a directory of its own below the data
 * directory. Thread-safe.
 */
@Component
public final class PictureCollections implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(PictureCollections.class);
  private static final IngestListener NOBODY = new IngestListener() {};

  private final ImageSpace space;
  private final SampleProperties properties;
  private final Map<CollectionKind, LuceneStorage> opened = new EnumMap<>(CollectionKind.class);
  private boolean galleryEmbedded;

  PictureCollections(ImageSpace space, SampleProperties properties) {
    this.space = space;
    this.properties = properties;
  }

  /** The configured collection. */
  public OpenedCollection open() {
    return open(properties.collection(), NOBODY);
  }

  /** The pictures of the choice; the gallery is embedded when it is first asked for. */
  public OpenedCollection open(CollectionChoice choice, IngestListener listener) {
    boolean indexed = Files.isDirectory(directory(CollectionKind.INDEX));
    if (choice == CollectionChoice.INDEX && !indexed) {
      throw new CollectionException(
          "There is no index for the model '%s' in %s. Make one with: index DIR"
              .formatted(model(), properties.directory()));
    }
    return choice == CollectionChoice.GALLERY || !indexed
        ? gallery(listener)
        : collection(CollectionKind.INDEX);
  }

  /** As {@link #open(CollectionChoice, IngestListener)}, of the configured choice. */
  public OpenedCollection open(IngestListener listener) {
    return open(properties.collection(), listener);
  }

  /** Makes or extends the index; only pictures below the given roots can be found gone. */
  public IngestSummary index(List<Path> roots, IngestListener listener, BooleanSupplier stopped) {
    var source = new NamedSource(DirectorySource.of(roots));
    return ImageIngestor.into(collection(CollectionKind.INDEX).pictures())
        .withListener(listener)
        .stoppedBy(stopped)
        .ingest(source);
  }

  private synchronized OpenedCollection gallery(IngestListener listener) {
    OpenedCollection gallery = collection(CollectionKind.GALLERY);
    if (!galleryEmbedded) {
      ImageIngestor.into(gallery.pictures())
          .withListener(new LoggedRejections(listener))
          .ingest(new NamedSource(new Gallery()));
      galleryEmbedded = true;
    }
    return gallery;
  }

  private synchronized OpenedCollection collection(CollectionKind kind) {
    ImageCollection pictures =
        opened.computeIfAbsent(kind, one -> LuceneStorage.open(directory(one))).collection(space);
    return new OpenedCollection(kind, pictures);
  }

  private Path directory(CollectionKind kind) {
    return properties.directory().resolve(kind.lowerCase() + "-" + space.fingerprint());
  }

  public String model() {
    return space.modelInfo().model();
  }

  public int dimension() {
    return space.length();
  }

  @Override
  public synchronized void close() {
    opened.values().forEach(LuceneStorage::close);
    opened.clear();
  }

  /** Nobody looks at the pictures of the gallery as they are embedded. */
  private record LoggedRejections(IngestListener listener) implements IngestListener {
    @Override
    public void onOutcome(ItemOutcome outcome) {
      if (outcome instanceof ItemOutcome.Rejected bad) {
        log.warn("Gallery: {}: {}", bad.id(), bad.reason().getMessage());
      }
      listener.onOutcome(outcome);
    }

    @Override
    public void onProgress(IngestProgress progress) {
      listener.onProgress(progress);
    }
  }
}

package dev.imagespace.sample.collection;

import dev.imagespace.sample.SampleProperties;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The collections of the application's model, kept in its data directory. Thread-safe. */
@Component
public final class PictureCollections {
  private static final Logger log = LoggerFactory.getLogger(PictureCollections.class);

  private final PictureEncoder encoder;
  private final SampleProperties properties;
  private @Nullable OpenedIndex index;
  private @Nullable PictureCollection gallery;

  PictureCollections(PictureEncoder encoder, SampleProperties properties) {
    this.encoder = encoder;
    this.properties = properties;
  }

  /** The pictures of the choice; the gallery is embedded when it is first asked for. */
  public PictureCollection open(CollectionChoice choice, EmbeddingProgress progress) {
    CollectionFile index = file(CollectionKind.INDEX);
    return switch (choice) {
      case GALLERY -> gallery(progress);
      case INDEX -> index(index);
      case AUTO -> index.lastModified().isPresent() ? index(index) : gallery(progress);
    };
  }

  /** Makes or extends the index; only pictures below the given roots can be found gone. */
  public UpdateReport index(List<Path> roots, EmbeddingProgress progress, BooleanSupplier stopped) {
    var scan = new DirectoryScan();
    List<Path> real = roots.stream().map(PictureCollections::realPath).toList();
    real.forEach(scan::scan);
    CollectionFile file = file(CollectionKind.INDEX);
    var update = new CollectionUpdate(encoder, file, CollectionKind.INDEX, progress, stopped);
    UpdateReport report =
        update.run(
            scan.pictures(), old -> real.stream().anyMatch(root -> isBelow(root, old.file())));
    List<RejectedPicture> rejected = new ArrayList<>(scan.rejected());
    rejected.addAll(report.rejected());
    return report.withRejected(rejected);
  }

  /** Another process may extend the index while this one serves it. */
  private synchronized PictureCollection index(CollectionFile file) {
    FileTime modified =
        file.lastModified()
            .orElseThrow(
                () ->
                    new CollectionException(
                        "There is no index for the model '%s' in %s. Make one with: index DIR"
                            .formatted(encoder.model(), properties.directory())));
    if (index == null || !index.modified.equals(modified)) {
      index = new OpenedIndex(modified, new PictureCollection(CollectionKind.INDEX, file.read()));
    }
    return index.collection;
  }

  private synchronized PictureCollection gallery(EmbeddingProgress progress) {
    if (gallery == null) {
      var update =
          new CollectionUpdate(
              encoder, file(CollectionKind.GALLERY), CollectionKind.GALLERY, progress, () -> false);
      UpdateReport report = update.run(Gallery.pictures(), gone -> true);
      report.rejected().forEach(bad -> log.warn("Gallery: {}: {}", bad.file(), bad.reason()));
      gallery = report.collection();
    }
    return gallery;
  }

  private CollectionFile file(CollectionKind kind) {
    return new CollectionFile(properties.directory(), kind, encoder);
  }

  /** A name that was indexed in another locale may be none in that of today: it stays. */
  private static boolean isBelow(Path root, String file) {
    try {
      return Path.of(file).startsWith(root);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private static Path realPath(Path root) {
    try {
      Path real = root.toRealPath();
      if (!Files.isReadable(real)) {
        throw new CollectionException("Cannot read %s: permission denied.".formatted(root));
      }
      return real;
    } catch (IOException e) {
      throw new CollectionException("There is no directory %s.".formatted(root), e);
    }
  }

  private record OpenedIndex(FileTime modified, PictureCollection collection) {}
}

package dev.imagespace.sample.collection;

import dev.imagespace.EmbeddingIterator;
import dev.imagespace.ImageData;
import dev.imagespace.ItemEmbedding;
import dev.imagespace.execution.Outcome;
import dev.imagespace.image.ImageSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Brings a collection's file up to date with the pictures that there are now: embeds what is new or
 * changed, keeps the rest, forgets what is gone. Saves as it goes, so that an interrupted run is
 * resumed by the next. For one thread and one run.
 */
final class CollectionUpdate {
  private static final Duration SAVE_EVERY = Duration.ofSeconds(20);

  private final PictureEncoder encoder;
  private final CollectionFile file;
  private final CollectionKind kind;
  private final EmbeddingProgress progress;
  private final BooleanSupplier stopped;

  private final Map<String, EmbeddedPicture> kept = new LinkedHashMap<>();
  private final List<RejectedPicture> rejected = new ArrayList<>();
  private int embedded;
  private boolean dirty;
  private long savedAt = System.nanoTime();

  CollectionUpdate(
      PictureEncoder encoder,
      CollectionFile file,
      CollectionKind kind,
      EmbeddingProgress progress,
      BooleanSupplier stopped) {
    this.encoder = encoder;
    this.file = file;
    this.kind = kind;
    this.progress = progress;
    this.stopped = stopped;
  }

  /**
   * @param wanted the pictures that there are
   * @param forget of the pictures in the file that are not wanted, those that are gone
   */
  UpdateReport run(List<Picture> wanted, Predicate<Picture> forget) {
    file.read().forEach(embedded -> kept.put(embedded.picture().file(), embedded));
    int removed = removeGone(wanted, forget);
    List<Picture> missing = wanted.stream().filter(picture -> !isKept(picture)).toList();
    embed(missing);
    save();
    return new UpdateReport(
        embedded,
        wanted.size() - missing.size(),
        removed,
        missing.size() - done(),
        List.copyOf(rejected),
        new PictureCollection(kind, kept.values()));
  }

  private int removeGone(List<Picture> wanted, Predicate<Picture> forget) {
    var files = wanted.stream().map(Picture::file).collect(Collectors.toSet());
    int before = kept.size();
    kept.values()
        .removeIf(old -> !files.contains(old.picture().file()) && forget.test(old.picture()));
    dirty |= kept.size() != before;
    return before - kept.size();
  }

  private boolean isKept(Picture picture) {
    EmbeddedPicture old = kept.get(picture.file());
    return old != null && old.picture().equals(picture);
  }

  /** Until all are done, or the run is stopped. */
  private void embed(List<Picture> missing) {
    Deque<Picture> reading = new ArrayDeque<>();
    Iterator<ImageData> items =
        missing.stream().flatMap(picture -> item(picture, reading).stream()).iterator();
    try (EmbeddingIterator outcomes = encoder.embedEach(items)) {
      while (!stopped.getAsBoolean() && outcomes.hasNext()) {
        Outcome<ItemEmbedding> outcome = outcomes.next();
        accept(reading.remove(), outcome);
        progress.embedded(done(), missing.size());
        if (System.nanoTime() - savedAt > SAVE_EVERY.toNanos()) {
          save();
        }
      }
    }
  }

  private int done() {
    return embedded + rejected.size();
  }

  /** None for a picture that cannot be read. */
  private Optional<ImageData> item(Picture picture, Deque<Picture> reading) {
    try {
      ImageData item = ImageData.of(source(picture), picture.description());
      reading.add(picture);
      return Optional.of(item);
    } catch (IOException e) {
      reject(picture, e.toString());
      return Optional.empty();
    }
  }

  private ImageSource source(Picture picture) throws IOException {
    var resource = kind.resource(picture.file());
    return resource.isFile()
        ? ImageSource.of(resource.getFilePath())
        : ImageSource.of(resource.getContentAsByteArray());
  }

  private void accept(Picture picture, Outcome<ItemEmbedding> outcome) {
    if (outcome instanceof Outcome.Rejected<ItemEmbedding> refused) {
      reject(picture, String.valueOf(refused.reason().getMessage()));
    } else {
      kept.put(picture.file(), new EmbeddedPicture(picture, outcome.orElseThrow().vector()));
      embedded++;
      dirty = true;
    }
  }

  /** A changed picture that is rejected now must not be found by the vector it had. */
  private void reject(Picture picture, String reason) {
    dirty |= kept.remove(picture.file()) != null;
    rejected.add(new RejectedPicture(picture.file(), reason));
  }

  private void save() {
    if (dirty) {
      file.write(kept.values());
      dirty = false;
    }
    savedAt = System.nanoTime();
  }
}

package dev.imagespace.sample.collection;

import dev.imagespace.ImageData;
import dev.imagespace.ItemEmbedding;
import dev.imagespace.image.ImageSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Brings a collection's file up to date with the pictures that there are now: embeds what is new or
 * changed, keeps the rest, forgets what is gone. Saves as it goes, so that an interrupted run is
 * resumed by the next. For one thread and one run.
 */
final class CollectionUpdate {
  private static final int BATCH = 16;
  private static final Duration SAVE_EVERY = Duration.ofSeconds(20);

  private final PictureEncoder encoder;
  private final CollectionFile file;
  private final CollectionKind kind;
  private final EmbeddingProgress progress;
  private final BooleanSupplier stopped;

  private final Map<String, EmbeddedPicture> kept = new LinkedHashMap<>();
  private final List<RejectedPicture> rejected = new ArrayList<>();
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
    int done = 0;
    while (done < missing.size() && !stopped.getAsBoolean()) {
      List<Picture> batch = missing.subList(done, Math.min(done + BATCH, missing.size()));
      embed(batch);
      done += batch.size();
      progress.embedded(done, missing.size());
      if (System.nanoTime() - savedAt > SAVE_EVERY.toNanos()) {
        save();
      }
    }
    save();
    return new UpdateReport(
        done - rejected.size(),
        wanted.size() - missing.size(),
        removed,
        missing.size() - done,
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

  private void embed(List<Picture> batch) {
    List<Picture> readable = new ArrayList<>();
    List<ImageData> items = new ArrayList<>();
    for (Picture picture : batch) {
      // A changed picture that is rejected now must not be found by the vector it had.
      kept.remove(picture.file());
      try {
        items.add(ImageData.of(source(picture), picture.description()));
        readable.add(picture);
      } catch (IOException e) {
        rejected.add(new RejectedPicture(picture.file(), e.toString()));
      }
    }
    List<ItemEmbedding> outcomes = encoder.embed(items);
    for (int i = 0; i < outcomes.size(); i++) {
      accept(readable.get(i), outcomes.get(i));
    }
    dirty = true;
  }

  private ImageSource source(Picture picture) throws IOException {
    var resource = kind.resource(picture.file());
    return resource.isFile()
        ? ImageSource.of(resource.getFilePath())
        : ImageSource.of(resource.getContentAsByteArray());
  }

  private void accept(Picture picture, ItemEmbedding outcome) {
    if (outcome instanceof ItemEmbedding.Embedded embedded) {
      kept.put(picture.file(), new EmbeddedPicture(picture, embedded.vector()));
    } else if (outcome instanceof ItemEmbedding.Rejected refused) {
      rejected.add(
          new RejectedPicture(picture.file(), String.valueOf(refused.reason().getMessage())));
    }
  }

  private void save() {
    if (dirty) {
      file.write(kept.values());
      dirty = false;
    }
    savedAt = System.nanoTime();
  }
}

package dev.imagespace.langchain4j.collection.ingest;

import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.collection.Catalog;
import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.CollectionEntry.Hashes;
import dev.imagespace.langchain4j.collection.CollectionEntry.State;
import dev.imagespace.langchain4j.collection.CollectionException;
import dev.imagespace.langchain4j.collection.ImageCollection;
import dev.imagespace.langchain4j.collection.PartVectors;
import dev.imagespace.langchain4j.collection.RequiredFilter;
import dev.imagespace.langchain4j.collection.source.SourceItem;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells of items what there is to do, by what the catalog knows. For one thread. */
final class KnownItems {
  /** A key of a database's index. */
  private static final int LONGEST_ID = 600;

  private final Catalog catalog;
  private final Optional<RequiredFilter> required;

  KnownItems(ImageCollection collection) {
    catalog = collection.catalog();
    required = collection.requiredFilter();
  }

  /** What there is to do for an item. */
  sealed interface Task {

    /** Nothing but to say so. */
    record Done(ItemOutcome outcome) implements Task {}

    /** Its vectors are known. */
    record Write(CollectionEntry entry, boolean embedded) implements Task {}

    /** It needs the networks. */
    record Embed(SourceItem.Item item, Hashes hashes, boolean known) implements Task {

      Write written(PartVectors vectors) {
        return new Write(entry(item, hashes, vectors), true);
      }
    }

    /** What the collection has under this id is of a content that is no more. */
    record Drop(ItemOutcome.Rejected outcome) implements Task {}
  }

  List<Task> tasks(List<SourceItem> items) {
    Map<String, CollectionEntry> known =
        catalog.findAll(items.stream().map(SourceItem::id).distinct().toList());
    return items.stream().map(item -> task(item, known.get(item.id()))).toList();
  }

  private Task task(SourceItem source, @Nullable CollectionEntry old) {
    if (source instanceof SourceItem.Unreadable bad) {
      return new Task.Done(new ItemOutcome.Rejected(bad.id(), bad.reason()));
    }
    SourceItem.Item item = (SourceItem.Item) source;
    boolean same = old != null && old.state() == State.STORED && isDescribedAs(item, old);
    if (same
        && old != null
        && item.version() != null
        && item.version().equals(old.hashes().version())) {
      return new Task.Done(new ItemOutcome.Unchanged(item.id()));
    }
    Hashes hashes;
    try {
      refuseWhatNoStoreKeeps(item);
      required.ifPresent(key -> key.require(item.metadata()));
      hashes = ContentHash.of(item);
    } catch (IOException | RuntimeException e) {
      return new Task.Done(rejected(item, e));
    }
    if (old != null && old.hashes().content().equals(hashes.content())) {
      return same && hashes.equals(old.hashes())
          ? new Task.Done(new ItemOutcome.Unchanged(item.id()))
          : new Task.Write(entry(item, hashes, old.vectors()), false);
    }
    Optional<CollectionEntry> twin = catalog.findByContent(hashes.content());
    return twin.isPresent()
        ? new Task.Write(entry(item, hashes, twin.get().vectors()), false)
        : new Task.Embed(item, hashes, old != null);
  }

  /** Else one such item would end the run when it is written. */
  private static void refuseWhatNoStoreKeeps(SourceItem.Item item) {
    String texts = item.id() + item.data().description() + item.metadata().toMap();
    if (item.id().length() > LONGEST_ID || texts.indexOf('\0') >= 0) {
      throw new CollectionException(
          "The item cannot be kept: an id has at most %d characters, and no text has the character NUL."
              .formatted(LONGEST_ID));
    }
  }

  private static boolean isDescribedAs(SourceItem.Item item, CollectionEntry old) {
    return Objects.equals(emptyToNull(item.data().description()), old.description())
        && item.metadata().equals(old.metadata());
  }

  private static ItemOutcome.Rejected rejected(SourceItem.Item item, Exception e) {
    RuntimeException reason =
        e instanceof RuntimeException unchecked
            ? unchecked
            : new CollectionException("cannot be read (%s)".formatted(e.getMessage()), e);
    return new ItemOutcome.Rejected(item.id(), reason);
  }

  private static CollectionEntry entry(SourceItem.Item item, Hashes hashes, PartVectors vectors) {
    return new CollectionEntry(
        item.id(),
        State.WRITING,
        hashes,
        locationOf(item.data().image()),
        emptyToNull(item.data().description()),
        item.metadata(),
        vectors);
  }

  /** From which the picture can be read again; never a URL's credentials or contents. */
  private static @Nullable String locationOf(@Nullable ImageSource picture) {
    if (picture instanceof ImageSource.File file) {
      return file.path().toString();
    } else if (picture instanceof ImageSource.NamedFile file) {
      return file.path().toString();
    } else if (picture instanceof ImageSource.Uri uri
        && uri.uri().getUserInfo() == null
        && !"data".equalsIgnoreCase(uri.uri().getScheme())) {
      return uri.uri().toString();
    }
    return null;
  }

  private static @Nullable String emptyToNull(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}

package dev.imagespace.langchain4j.collection.ingest;

import dev.imagespace.langchain4j.collection.BulkEmbeddingStore;
import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.ImageCollection;
import dev.imagespace.langchain4j.collection.ingest.KnownItems.Task;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes what is ready, many at a time. For one thread. */
final class EntryWriter {
  private static final int MOST_UNCOMMITTED = 4096;
  private static final long COMMIT_NANOS = 5_000_000_000L;

  private final ImageCollection collection;
  private final Tally tally;

  /** Written, and told of once they are secured. */
  private final Map<String, ItemOutcome> uncommitted = new LinkedHashMap<>();

  private long committedAt = System.nanoTime();

  EntryWriter(ImageCollection collection, Tally tally) {
    this.collection = collection;
    this.tally = tally;
  }

  void write(List<Task> tasks) {
    // Where an id occurs twice, the last one counts.
    Map<String, Task.Write> entries = new LinkedHashMap<>();
    for (Task task : tasks) {
      if (task instanceof Task.Write write) {
        Task.Write earlier = entries.put(write.entry().id(), write);
        if (earlier != null) {
          tally.add(outcome(earlier));
        }
      } else if (task instanceof Task.Drop drop) {
        put(entries);
        commit();
        collection.remove(List.of(drop.outcome().id()));
        tally.add(drop.outcome());
      }
    }
    put(entries);
    boolean bulk = collection.store() instanceof BulkEmbeddingStore;
    if (!bulk
        || uncommitted.size() >= MOST_UNCOMMITTED
        || System.nanoTime() - committedAt > COMMIT_NANOS) {
      commit();
    }
  }

  private void put(Map<String, Task.Write> entries) {
    if (!entries.isEmpty()) {
      List<CollectionEntry> written = entries.values().stream().map(Task.Write::entry).toList();
      collection.put(written);
      for (Task.Write write : entries.values()) {
        ItemOutcome earlier = uncommitted.put(write.entry().id(), outcome(write));
        if (earlier != null) {
          tally.add(earlier);
        }
      }
      entries.clear();
    }
  }

  private static ItemOutcome outcome(Task.Write write) {
    return new ItemOutcome.Stored(write.entry().id(), write.embedded());
  }

  void commit() {
    collection.commit(uncommitted.keySet());
    uncommitted.values().forEach(tally::add);
    uncommitted.clear();
    committedAt = System.nanoTime();
  }
}

package dev.imagespace.langchain4j.collection.ingest;

import dev.imagespace.EmbeddingIterator;
import dev.imagespace.ImageData;
import dev.imagespace.ItemEmbedding;
import dev.imagespace.Normalization;
import dev.imagespace.execution.Outcome;
import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.CollectionException;
import dev.imagespace.langchain4j.collection.ImageCollection;
import dev.imagespace.langchain4j.collection.PartVectors;
import dev.imagespace.langchain4j.collection.ingest.KnownItems.Task;
import dev.imagespace.langchain4j.collection.source.ItemSource;
import dev.imagespace.langchain4j.collection.source.MirroredSource;
import dev.imagespace.langchain4j.collection.source.SourceItem;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One run, in three stages: a thread reads and hashes, the calling thread has embedded, a thread
 * writes. What one stage throws ends them all. For one thread and one run.
 */
final class IngestRun {
  private static final int LOOKED_UP_TOGETHER = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ImageCollection collection;
  private final ItemSource source;
  private final BooleanSupplier stopped;
  private final Tally tally;
  private final Handover<Task.Embed> toEmbed = new Handover<>(ImageIngestor.BATCH);
  private final Handover<Task> toWrite = new Handover<>(2 * ImageIngestor.BATCH);
  private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
  private volatile boolean complete = true;

  IngestRun(
      ImageCollection collection,
      ItemSource source,
      IngestListener listener,
      BooleanSupplier stopped) {
    this.collection = collection;
    this.source = source;
    this.stopped = stopped;
    this.tally = new Tally(listener, source.count());
  }

  IngestSummary run() {
    Thread reader = start("imagespace-ingest-read", this::read);
    Thread writer = start("imagespace-ingest-write", this::write);
    boolean interrupted = false;
    try {
      embed();
    } catch (RuntimeException | Error e) {
      fail(e);
    } finally {
      // What is embedded is stored, even if there is no more to come.
      toEmbed.stop();
      interrupted = joined(reader);
      toWrite.end();
      interrupted |= joined(writer);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    rethrow(failure.get());
    if (complete && source instanceof MirroredSource mirrored) {
      removeGone(mirrored);
    }
    return tally.summary(complete);
  }

  private Thread start(String name, Runnable stage) {
    Thread thread =
        new Thread(
            () -> {
              try {
                stage.run();
              } catch (RuntimeException | Error e) {
                fail(e);
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void fail(Throwable e) {
    Throwable first = failure.compareAndExchange(null, e);
    if (first != null && first != e) {
      first.addSuppressed(e);
    }
    toEmbed.stop();
  }

  private static void rethrow(@Nullable Throwable e) {
    if (e instanceof RuntimeException unchecked) {
      throw unchecked;
    } else if (e instanceof Error error) {
      throw error;
    }
  }

  private boolean isStopped() {
    boolean stop = failure.get() != null || stopped.getAsBoolean();
    if (stop) {
      complete = false;
    }
    return stop;
  }

  private void read() {
    KnownItems known = new KnownItems(collection);
    try (Stream<SourceItem> items = source.items()) {
      Iterator<SourceItem> each = items.iterator();
      List<SourceItem> together = new ArrayList<>();
      while (!isStopped() && each.hasNext()) {
        together.add(each.next());
        if (together.size() == LOOKED_UP_TOGETHER || !each.hasNext()) {
          if (!known.tasks(together).stream().allMatch(this::handOn)) {
            return;
          }
          together.clear();
        }
      }
    } finally {
      toEmbed.end();
    }
  }

  private boolean handOn(Task task) {
    if (task instanceof Task.Done done) {
      tally.add(done.outcome());
      return true;
    }
    return task instanceof Task.Embed embed ? toEmbed.put(embed) : toWrite.put(task);
  }

  private void embed() {
    Deque<Task.Embed> onTheirWay = new ArrayDeque<>();
    try (EmbeddingIterator outcomes =
        collection.space().embedEach(new Taken(onTheirWay), Normalization.L2)) {
      while (!isStopped() && outcomes.hasNext()) {
        Outcome<ItemEmbedding> outcome = outcomes.next();
        if (!accept(onTheirWay.remove(), outcome)) {
          return;
        }
      }
    }
  }

  private boolean accept(Task.Embed task, Outcome<ItemEmbedding> outcome) {
    if (outcome instanceof Outcome.Rejected<ItemEmbedding> bad) {
      return reject(task, bad.reason());
    }
    PartVectors vectors = PartVectors.of(outcome.orElseThrow());
    if (PartVectors.dot(vectors.vector(), vectors.vector()) == 0) {
      return reject(task, new CollectionException("Its vector is zero, which is like nothing."));
    }
    return toWrite.put(task.written(vectors));
  }

  private boolean reject(Task.Embed task, RuntimeException reason) {
    ItemOutcome.Rejected outcome = new ItemOutcome.Rejected(task.item().id(), reason);
    if (task.known()) {
      return toWrite.put(new Task.Drop(outcome));
    }
    tally.add(outcome);
    return true;
  }

  private void write() {
    EntryWriter writer = new EntryWriter(collection, tally);
    try {
      List<Task> tasks = toWrite.take(ImageIngestor.BATCH, PATIENCE);
      while (!tasks.isEmpty()) {
        writer.write(tasks);
        tasks = toWrite.take(ImageIngestor.BATCH, PATIENCE);
      }
      writer.commit();
    } finally {
      // Nobody must wait for room here, should this have failed.
      toWrite.stop();
    }
  }

  private void removeGone(MirroredSource mirrored) {
    String last = null;
    for (var page = collection.catalog().page(null, ImageIngestor.BATCH);
        !page.isEmpty() && !isStopped();
        page = collection.catalog().page(last, ImageIngestor.BATCH)) {
      last = page.get(page.size() - 1).id();
      List<String> gone =
          page.stream()
              .map(CollectionEntry::id)
              .filter(id -> mirrored.covers(id) && !mirrored.holds(id))
              .toList();
      collection.remove(gone);
      gone.forEach(id -> tally.add(new ItemOutcome.Removed(id)));
    }
  }

  private static boolean joined(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }

  /** What the space reads, remembered until its outcome comes. */
  private final class Taken implements Iterator<ImageData> {
    private final Deque<Task.Embed> onTheirWay;
    private Task.@Nullable Embed next;

    Taken(Deque<Task.Embed> onTheirWay) {
      this.onTheirWay = onTheirWay;
    }

    @Override
    public boolean hasNext() {
      if (next == null) {
        next = toEmbed.take();
      }
      return next != null;
    }

    @Override
    public ImageData next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException("There are no further items");
      }
      Task.Embed taken = next;
      next = null;
      onTheirWay.add(taken);
      return taken.item().data();
    }
  }
}

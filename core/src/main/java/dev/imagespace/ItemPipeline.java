package dev.imagespace;

import dev.imagespace.PartsCall.Parts;
import dev.imagespace.encode.EncodedText;
import dev.imagespace.encode.Encoder;
import dev.imagespace.execution.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;

/** Reads items, has their parts encoded, and makes a vector of them, in order. Not thread-safe. */
final class ItemPipeline implements EmbeddingIterator {
  private final Iterator<ImageData> items;
  private final boolean bounded;
  private final PartsCall parts;
  private final Fusion fusion;
  private final Deque<PartsCall.Pending> pending = new ArrayDeque<>();
  private long taken;
  private boolean closed;

  private ItemPipeline(Iterator<ImageData> items, boolean bounded, Encoder encoder, Fusion fusion) {
    this.items = items;
    this.bounded = bounded;
    this.parts = new PartsCall(encoder);
    this.fusion = fusion;
  }

  /** Items are read as they are needed. */
  static EmbeddingIterator of(Iterator<ImageData> items, Encoder encoder, Fusion fusion) {
    return new ItemPipeline(items, true, encoder, fusion);
  }

  /** Items that are all there: the rest of them waits for none that is slow. */
  static EmbeddingIterator of(Iterable<ImageData> items, Encoder encoder, Fusion fusion) {
    return new ItemPipeline(items.iterator(), false, encoder, fusion);
  }

  @Override
  public boolean hasNext() {
    boolean more = !closed && (!pending.isEmpty() || items.hasNext());
    if (!more) {
      close();
    }
    return more;
  }

  @Override
  public Outcome<ItemEmbedding> next() {
    try {
      if (!hasNext()) {
        throw new NoSuchElementException("All items have had their outcome, or this was closed");
      }
      if (Thread.currentThread().isInterrupted()) {
        throw new CancellationException("Interrupted while items are embedded");
      }
      readAhead();
      taken++;
      Outcome<Parts> outcome = pending.remove().await();
      return outcome instanceof Outcome.Rejected<Parts> rejected
          ? Outcome.rejected(rejected.reason())
          : embedding(outcome.orElseThrow());
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void readAhead() {
    while ((!bounded || parts.hasRoom()) && items.hasNext()) {
      ImageData item = items.next();
      String text = item.description();
      pending.add(parts.add(item.image(), text == null || text.isEmpty() ? null : text));
    }
  }

  private Outcome<ItemEmbedding> embedding(Parts parts) {
    boolean empty = parts.image() == null && parts.text() == null;
    return empty && fusion.aggregation().emptyItem() == EmptyItemPolicy.REJECT
        ? Outcome.rejected(
            new EmptyItemException(
                ("Item %d has neither picture nor description. Leave it out, or set"
                        + " 'imagespace.empty-item' to zero-vector to get a vector of zeros.")
                    .formatted(taken)))
        : Outcome.of(vectors(parts));
  }

  private ItemEmbedding vectors(Parts parts) {
    EncodedText text = parts.text();
    float[] description = text == null ? null : text.vector();
    return new ItemEmbedding(
        fusion.fuse(parts.image(), description),
        parts.image(),
        description,
        text == null ? 0 : text.tokens(),
        text != null && text.truncated());
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      parts.close();
    }
  }
}

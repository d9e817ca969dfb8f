package dev.imagespace;

import dev.imagespace.execution.Outcome;
import java.util.Iterator;

/**
 * Items on their way to vectors: an outcome for each, in the order of the items, as they come.
 * Items are read ahead as far as it keeps loading and networks busy, a few batches, on the thread
 * that asks for outcomes: a source that blocks keeps outcomes back that are there already.
 *
 * <p>Close it, above all where not all outcomes are taken: what is still on its way is stopped. It
 * closes itself behind the last outcome, and where {@link #next} fails: what concerns a single item
 * is its outcome, what is thrown ends them all. An interrupted thread gets a {@link
 * java.util.concurrent.CancellationException}. Not thread-safe.
 */
public interface EmbeddingIterator extends Iterator<Outcome<ItemEmbedding>>, AutoCloseable {

  /** Stops what is still on its way; there is no next outcome then. */
  @Override
  void close();
}

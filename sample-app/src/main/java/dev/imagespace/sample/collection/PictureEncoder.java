package dev.imagespace.sample.collection;

import dev.imagespace.EmbeddingIterator;
import dev.imagespace.ImageData;
import java.util.Iterator;

/** What collections need of a space. Thread-safe. */
public interface PictureEncoder {

  /** Of the model, in a few words for a person. */
  String model();

  int dimension();

  /** Equal for two encoders only if their vectors may be compared. */
  String fingerprint();

  /** A unit vector, or the reason why there is none, for each item in order, as they come. */
  EmbeddingIterator embedEach(Iterator<ImageData> items);

  float[] embed(SearchQuery query);
}

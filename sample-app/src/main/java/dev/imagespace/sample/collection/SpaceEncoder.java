package dev.imagespace.sample.collection;

import dev.imagespace.EmbeddingIterator;
import dev.imagespace.ImageData;
import dev.imagespace.ImageSpace;
import dev.imagespace.Normalization;
import java.util.Iterator;
import org.springframework.stereotype.Component;

/** The application's space. Thread-safe. */
@Component
final class SpaceEncoder implements PictureEncoder {
  private final ImageSpace space;

  SpaceEncoder(ImageSpace space) {
    this.space = space;
  }

  @Override
  public String model() {
    return space.modelInfo().model();
  }

  @Override
  public int dimension() {
    return space.length();
  }

  @Override
  public String fingerprint() {
    return space.fingerprint();
  }

  @Override
  public EmbeddingIterator embedEach(Iterator<ImageData> items) {
    return space.embedEach(items, Normalization.L2);
  }

  @Override
  public float[] embed(SearchQuery query) {
    return space
        .query()
        .similar(space.description(), query.text(), query.textWeight())
        .similar(space.image(), query.image(), query.imageWeight())
        .embed();
  }
}

package dev.imagespace.sample.collection;

import java.util.List;

/**
 * What an update did.
 *
 * @param embedded pictures that were new or changed
 * @param unchanged pictures that were there already
 * @param removed pictures that are gone
 * @param left pictures that a stopped run did not come to
 */
public record UpdateReport(
    int embedded,
    int unchanged,
    int removed,
    int left,
    List<RejectedPicture> rejected,
    PictureCollection collection) {

  /** With those that were turned down before they came to the model. */
  UpdateReport withRejected(List<RejectedPicture> all) {
    return new UpdateReport(embedded, unchanged, removed, left, List.copyOf(all), collection);
  }
}

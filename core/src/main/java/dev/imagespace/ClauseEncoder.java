package dev.imagespace;

import dev.imagespace.ImageSpaceQuery.Clause;
import dev.imagespace.encode.Encoder;
import dev.imagespace.encode.ImageEncoding;
import dev.imagespace.image.ImageSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The values of a query's clauses to vectors: one batch of pictures, one of texts. */
record ClauseEncoder(Encoder encoder) {

  /** The vector of each clause, as the network or the caller gave it. */
  List<float[]> encode(List<Clause> clauses) {
    List<ImageSource> images = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Clause clause : clauses) {
      if (clause instanceof Clause.OfImage one) {
        images.add(one.image());
      } else if (clause instanceof Clause.OfText one) {
        texts.add(one.text());
      }
    }
    // Pictures first: a query with a bad one ends before its texts are run.
    Iterator<float[]> imageVectors = encodeImages(images).iterator();
    Iterator<float[]> textVectors =
        (texts.isEmpty() ? List.<float[]>of() : encoder.encodeTexts(texts)).iterator();
    List<float[]> vectors = new ArrayList<>();
    for (Clause clause : clauses) {
      if (clause instanceof Clause.OfVector one) {
        vectors.add(one.vector());
      } else {
        vectors.add((clause instanceof Clause.OfImage ? imageVectors : textVectors).next());
      }
    }
    return vectors;
  }

  private List<float[]> encodeImages(List<ImageSource> images) {
    List<float[]> vectors = new ArrayList<>();
    for (ImageEncoding encoding :
        images.isEmpty() ? List.<ImageEncoding>of() : encoder.encodeImages(images)) {
      if (encoding instanceof ImageEncoding.Rejected rejected) {
        throw rejected.reason();
      }
      vectors.add(((ImageEncoding.Encoded) encoding).vector());
    }
    return vectors;
  }
}

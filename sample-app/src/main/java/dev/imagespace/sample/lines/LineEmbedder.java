package dev.imagespace.sample.lines;

import dev.imagespace.ImageData;
import dev.imagespace.execution.Outcome;
import java.util.List;

/** A vector for each item, or the reason why there is none, in order. */
public interface LineEmbedder {
  List<Outcome<float[]>> embed(List<ImageData> items);
}

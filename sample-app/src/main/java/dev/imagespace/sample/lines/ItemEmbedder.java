package dev.imagespace.sample.lines;

import dev.imagespace.ImageData;
import dev.imagespace.ItemEmbedding;
import java.util.List;

/** An outcome for each item, in order. */
public interface ItemEmbedder {
  List<ItemEmbedding> embed(List<ImageData> items);
}

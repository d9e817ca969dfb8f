package dev.imagespace.checkpoint;

import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.LayoutFiles;
import dev.imagespace.model.cache.ModelDirectory;
import org.jspecify.annotations.Nullable;

/**
 * A way in which the files of a CLIP model are laid out. A further one is a class of its own, a
 * line in {@link CheckpointLayouts}, and {@link LayoutFiles} for the hub. Stateless.
 */
interface CheckpointLayout {
  /** By name, for the hub as well; they say whose rules the vectors are made by. */
  LayoutFiles files();

  /**
   * Whether the vectors of a picture and of its description are divided by their lengths before
   * they are added.
   */
  boolean unitParts();

  /** Whether a directory is of this layout, by the names of its files. */
  default boolean recognises(ModelDirectory directory) {
    return files().isOf(directory::has);
  }

  /**
   * Reads configurations and the headers of the weights.
   *
   * @param language that texts are in unless they say otherwise; null for the model's own
   * @throws InvalidCheckpointException where they are not of one CLIP model that can be run
   *     exactly, or it knows no such language
   */
  Checkpoint read(ModelDirectory directory, @Nullable String language);
}

package dev.imagespace.tower.text;

import dev.imagespace.fingerprint.CanonicalText;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Network;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Token ids to vectors. Immutable and thread-safe. */
public interface TextTower extends Network {

  /** For a log line, such as "text transformer 12×512". */
  String describe();

  /** Everything that decides a vector besides weights and input. */
  CanonicalText configuration();

  /**
   * Fails where these ids of some text cannot come from the tokenizer that the tower was trained
   * with.
   *
   * @throws IllegalArgumentException with the reason
   */
  void requireOwn(int[] ids);

  /**
   * Whether a vector depends on how many ids of padding stand behind a text: whoever makes the ids
   * then fills up the whole context.
   */
  default boolean readsPadding() {
    return false;
  }

  /** The id that is masked as padding, so that none is needed; null where no id is. */
  default @Nullable Integer maskedId() {
    return null;
  }

  /** The inputs of a run, padded to the longest of the given texts and no further. */
  Batch batch(List<int[]> ids);
}

package dev.imagespace.tensor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A weight of a network. Name and shape are known when the network is built; values are read from
 * the checkpoint, or computed, when an engine asks for them. Immutable and thread-safe; equal to
 * itself alone.
 */
public sealed interface Parameter extends Tensor permits StoredParameter, ComputedParameter {

  /** For messages: the stored names, with the rows or the rule that it comes by. */
  String name();

  List<Long> shape();

  /**
   * A part of this one, without a copy.
   *
   * @param first row of the first axis (inclusive)
   * @param end row (exclusive)
   */
  Parameter rows(long first, long end);

  /**
   * The values as float32, row-major, in native byte order, in a direct buffer. A single tensor
   * that is stored as F32 is mapped, not copied.
   */
  ByteBuffer values();

  /**
   * The same values in pieces, for one who passes them on at once: numbers of 16 bits go through
   * one small buffer, so that a large tensor takes no memory of its own.
   */
  void forEachPiece(Consumer<ByteBuffer> action);

  /**
   * Where a file holds the values just as {@link #values} gives them, on a little-endian machine;
   * null where none does: computed, stored in another type, in several places, or not row by row.
   */
  @Nullable StoredRegion region();
}

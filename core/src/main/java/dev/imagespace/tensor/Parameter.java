package dev.imagespace.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A weight of a network: known by name and shape from the checkpoint's header, read when an engine
 * asks for its values. One stored tensor, several on top of each other, or some rows of these.
 * Immutable and thread-safe.
 */
public final class Parameter implements Tensor {
  private final TensorSource source;
  private final List<StoredTensor> parts;
  private final long from;
  private final long to;

  Parameter(TensorSource source, List<StoredTensor> parts) {
    this(source, parts, 0, rows(parts));
  }

  private Parameter(TensorSource source, List<StoredTensor> parts, long from, long to) {
    this.source = source;
    this.parts = List.copyOf(parts);
    this.from = from;
    this.to = to;
  }

  /** For messages: the stored names. */
  public String name() {
    return String.join(" + ", parts.stream().map(StoredTensor::name).toList());
  }

  public List<Long> shape() {
    List<Long> shape = new ArrayList<>(parts.get(0).shape());
    if (!shape.isEmpty()) {
      shape.set(0, to - from);
    }
    return List.copyOf(shape);
  }

  /** Rows from (inclusive) to (exclusive) of the first axis; no copy. */
  public Parameter rows(long first, long end) {
    if (first < 0 || first >= end || end > to - from) {
      throw new IllegalArgumentException(
          "Rows %d to %d of %s, which has %d".formatted(first, end, name(), to - from));
    }
    return new Parameter(source, parts, from + first, from + end);
  }

  /**
   * The values as float32, row-major, in native byte order, in a direct buffer. A single tensor
   * that is stored as F32 is mapped, not copied.
   */
  public ByteBuffer values() {
    List<ByteBuffer> pieces = new ArrayList<>();
    long start = 0;
    for (StoredTensor part : parts) {
      long end = start + rows(List.of(part));
      if (start < to && end > from) {
        pieces.add(rowsOf(part, Math.max(from - start, 0), Math.min(to, end) - start));
      }
      start = end;
    }
    return pieces.size() == 1 ? pieces.get(0) : joined(pieces);
  }

  /**
   * The same values in pieces, for one who passes them on at once: numbers of 16 bits go through
   * one small buffer, so that a large tensor takes no memory of its own.
   */
  public void forEachPiece(Consumer<ByteBuffer> action) {
    long start = 0;
    for (StoredTensor part : parts) {
      long end = start + rows(List.of(part));
      if (start < to && end > from) {
        pieces(part, Math.max(from - start, 0), Math.min(to, end) - start, action);
      }
      start = end;
    }
  }

  private void pieces(StoredTensor part, long first, long end, Consumer<ByteBuffer> action) {
    if (part.type().bytes() != Short.BYTES) {
      action.accept(rowsOf(part, first, end));
      return;
    }
    long rowElements = part.elements() / rows(List.of(part));
    Float32Values.forEachPiece(source, part, first * rowElements, end * rowElements, action);
  }

  /**
   * Where a file holds the values just as {@link #values} gives them, on a little-endian machine;
   * null where it does not: stored in another type, in several places, or not row by row.
   */
  public @Nullable StoredRegion region() {
    long start = 0;
    for (StoredTensor part : parts) {
      long rows = rows(List.of(part));
      if (from >= start && to <= start + rows) {
        return isPlain(part) ? region(part, from - start, to - start, rows) : null;
      }
      start += rows;
    }
    return null;
  }

  private boolean isPlain(StoredTensor part) {
    return part.type() == StoredType.F32
        && part.offset() % Float.BYTES == 0
        && source.liesInOrder(part);
  }

  private static StoredRegion region(StoredTensor part, long first, long end, long rows) {
    long rowBytes = part.byteSize() / rows;
    return new StoredRegion(
        part.file(), part.offset() + first * rowBytes, (end - first) * rowBytes);
  }

  private ByteBuffer rowsOf(StoredTensor part, long first, long end) {
    ByteBuffer all = Float32Values.read(source, part);
    long rowBytes = all.capacity() / rows(List.of(part));
    int offset = Math.toIntExact(first * rowBytes);
    int size = Math.toIntExact((end - first) * rowBytes);
    return all.slice(offset, size).order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer joined(List<ByteBuffer> pieces) {
    int size = pieces.stream().mapToInt(ByteBuffer::capacity).reduce(0, Math::addExact);
    ByteBuffer joined = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    pieces.forEach(piece -> joined.put(piece.duplicate()));
    return joined.flip();
  }

  private static long rows(List<StoredTensor> parts) {
    return parts.stream().mapToLong(part -> part.shape().isEmpty() ? 1 : part.shape().get(0)).sum();
  }

  @Override
  public String toString() {
    return name() + shape();
  }
}

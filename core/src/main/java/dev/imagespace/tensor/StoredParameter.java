package dev.imagespace.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Known by name and shape from the checkpoint's header, read when an engine asks for its values.
 * One stored tensor, several on top of each other, or some rows of these. Immutable and
 * thread-safe.
 */
final class StoredParameter implements Parameter {
  private final TensorSource source;
  private final List<StoredTensor> parts;
  private final long from;
  private final long to;

  StoredParameter(TensorSource source, List<StoredTensor> parts) {
    this(source, parts, 0, rows(parts));
  }

  private StoredParameter(TensorSource source, List<StoredTensor> parts, long from, long to) {
    this.source = source;
    this.parts = List.copyOf(parts);
    this.from = from;
    this.to = to;
  }

  @Override
  public String name() {
    String whole = String.join(" + ", parts.stream().map(StoredTensor::name).toList());
    return to - from == rows(parts) ? whole : "%s[%d:%d]".formatted(whole, from, to);
  }

  @Override
  public List<Long> shape() {
    List<Long> shape = new ArrayList<>(parts.get(0).shape());
    if (!shape.isEmpty()) {
      shape.set(0, to - from);
    }
    return List.copyOf(shape);
  }

  @Override
  public Parameter rows(long first, long end) {
    requireRows(this, to - from, first, end);
    return new StoredParameter(source, parts, from + first, from + end);
  }

  @Override
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

  @Override
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

  @Override
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
    long rowElements = part.elements() / rows(List.of(part));
    return Float32Values.read(source, part, first * rowElements, end * rowElements)
        .order(ByteOrder.nativeOrder());
  }

  private static ByteBuffer joined(List<ByteBuffer> pieces) {
    int size = pieces.stream().mapToInt(ByteBuffer::capacity).reduce(0, Math::addExact);
    ByteBuffer joined = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    pieces.forEach(piece -> joined.put(piece.duplicate()));
    return joined.flip();
  }

  /** Refuses rows that the parameter does not have. */
  static void requireRows(Parameter parameter, long rows, long first, long end) {
    if (first < 0 || first >= end || end > rows) {
      throw new IllegalArgumentException(
          "Rows %d to %d of %s, which has %d".formatted(first, end, parameter.name(), rows));
    }
  }

  private static long rows(List<StoredTensor> parts) {
    return parts.stream().mapToLong(part -> part.shape().isEmpty() ? 1 : part.shape().get(0)).sum();
  }

  @Override
  public String toString() {
    return name() + shape();
  }
}

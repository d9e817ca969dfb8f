package dev.imagespace;

import java.util.Set;
import java.util.stream.Collectors;

/** The picture fields of a space: what a query's picture clause addresses. Immutable. */
public final class ImageFieldSet {
  private final ImageSpace space;
  private final Set<BlobField> fields;

  ImageFieldSet(ImageSpace space, Set<BlobField> fields) {
    this.space = space;
    this.fields = fields;
  }

  /** At least one field, in no particular order. */
  public Set<BlobField> fields() {
    return fields;
  }

  ImageSpace space() {
    return space;
  }

  /** The fields' full names, such as "Bicycle.photo". */
  @Override
  public String toString() {
    return fields.stream().map(BlobField::toString).sorted().collect(Collectors.joining(", "));
  }
}

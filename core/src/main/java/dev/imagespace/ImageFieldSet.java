package dev.imagespace;

import java.util.Set;

/** The picture fields of a space: what a query's picture clause addresses. Immutable. */
public final class ImageFieldSet {
  private final SpaceDefinition space;
  private final Set<BlobField> fields;

  ImageFieldSet(SpaceDefinition space, Set<BlobField> fields) {
    this.space = space;
    this.fields = fields;
  }

  /** At least one field, in no particular order. */
  public Set<BlobField> fields() {
    return fields;
  }

  /** The one that the fields were taken from. */
  SpaceDefinition space() {
    return space;
  }

  /** The fields' full names, such as "Bicycle.photo". */
  @Override
  public String toString() {
    return SpaceFields.names(fields);
  }
}

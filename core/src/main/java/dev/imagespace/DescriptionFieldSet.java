package dev.imagespace;

import java.util.Set;

/**
 * The description fields of a space: what a query's text clause addresses. Empty for a space of
 * pictures alone, whose queries may hold a text clause all the same. Immutable.
 */
public final class DescriptionFieldSet {
  private final SpaceDefinition space;
  private final Set<StringField> fields;

  DescriptionFieldSet(SpaceDefinition space, Set<StringField> fields) {
    this.space = space;
    this.fields = fields;
  }

  /** The fields, in no particular order; empty for a space of pictures alone. */
  public Set<StringField> fields() {
    return fields;
  }

  /** The one that the fields were taken from. */
  SpaceDefinition space() {
    return space;
  }

  /** The fields' full names, such as "Bicycle.caption". */
  @Override
  public String toString() {
    return SpaceFields.names(fields);
  }
}

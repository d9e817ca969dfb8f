package dev.imagespace;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * The description fields of a space: what a query's text clause addresses. Empty for a space of
 * pictures alone, whose queries may hold a text clause all the same. Immutable.
 */
public final class DescriptionFieldSet {
  private final ImageSpace space;
  private final Set<StringField> fields;

  DescriptionFieldSet(ImageSpace space, Set<StringField> fields) {
    this.space = space;
    this.fields = fields;
  }

  /** The fields, in no particular order; empty for a space of pictures alone. */
  public Set<StringField> fields() {
    return fields;
  }

  ImageSpace space() {
    return space;
  }

  /** The fields' full names, such as "Bicycle.caption". */
  @Override
  public String toString() {
    return fields.stream().map(StringField::toString).sorted().collect(Collectors.joining(", "));
  }
}

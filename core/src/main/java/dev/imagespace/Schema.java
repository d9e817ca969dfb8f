package dev.imagespace;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a kind of item: named freely, or taken from a record. Two schemas are equal if
 * their name and record are. Immutable.
 */
public final class Schema {
  private final String name;
  private final @Nullable RecordShape shape;

  private Schema(String name, @Nullable RecordShape shape) {
    this.name = name;
    this.shape = shape;
  }

  /**
   * A schema whose fields are whatever {@link #blob} and {@link #string} name.
   *
   * @throws InvalidSpaceParamException if the name is blank
   */
  public static Schema named(String name) {
    return new Schema(requireName(name, "schema"), null);
  }

  /**
   * The schema of a record: its fields are the record's components, addressed by name or marked
   * with {@link Picture} and {@link PictureDescription}. It bears the record's simple name.
   */
  public static Schema of(Class<? extends Record> type) {
    InvalidSpaceParamException.given(type, "A schema needs a record class; got null.");
    return new Schema(type.getSimpleName(), new RecordShape(type));
  }

  public String name() {
    return name;
  }

  /**
   * A picture field.
   *
   * @throws InvalidSpaceParamException if the name is blank, or this is the schema of a record
   *     without such a component or with one of a type that cannot hold a picture
   */
  public BlobField blob(String name) {
    return new BlobField(this, name);
  }

  /**
   * A text field.
   *
   * @throws InvalidSpaceParamException if the name is blank, or this is the schema of a record
   *     without such a component or with one that is not a String
   */
  public StringField string(String name) {
    return new StringField(this, name);
  }

  /**
   * The component marked {@link Picture}, described by the one marked {@link PictureDescription} if
   * there is one.
   *
   * @throws InvalidSpaceParamException if this is not the schema of a record, or if the record does
   *     not mark exactly one picture and at most one description
   */
  public ImageField image() {
    if (shape == null) {
      throw new InvalidSpaceParamException(
          "Schema '%s' is not of a record; name its picture: schema.blob(\"…\").".formatted(name));
    }
    String picture = shape.marked(Picture.class);
    if (picture == null) {
      throw new InvalidSpaceParamException(
          "No component of %s is marked @Picture; mark one, or name it: schema.blob(\"…\")."
              .formatted(shape));
    }
    String description = shape.marked(PictureDescription.class);
    return description == null ? blob(picture) : blob(picture).with(string(description));
  }

  /** The record that this is the schema of, or null. */
  @Nullable RecordShape shape() {
    return shape;
  }

  void requirePicture(String field) {
    requireName(field, "picture field");
    if (shape != null) {
      shape.require(field, PictureComponent::accepts, PictureComponent.ACCEPTED);
    }
  }

  void requireText(String field) {
    requireName(field, "text field");
    if (shape != null) {
      shape.require(field, String.class::equals, "String");
    }
  }

  private static String requireName(@Nullable String name, String what) {
    if (name == null || name.isBlank()) {
      throw new InvalidSpaceParamException(
          "A %s needs a name; got %s.".formatted(what, name == null ? "null" : "a blank one"));
    }
    return name;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Schema that
        && name.equals(that.name)
        && Objects.equals(shape, that.shape);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, shape);
  }

  @Override
  public String toString() {
    return name;
  }
}

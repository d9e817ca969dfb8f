package dev.imagespace;

import org.jspecify.annotations.Nullable;

/** A picture field of a schema. Immutable. */
public record BlobField(Schema schema, String name) implements ImageField {

  /**
   * @throws InvalidSpaceParamException if the name is blank, or the schema is of a record that has
   *     no such component or one that cannot hold a picture
   */
  public BlobField {
    InvalidSpaceParamException.given(schema, "A picture field needs a schema; none was given.");
    schema.requirePicture(name);
  }

  /**
   * This picture together with the field that describes it.
   *
   * @throws InvalidSpaceParamException if the description is of another schema
   */
  public DescribedBlob with(StringField description) {
    return new DescribedBlob(this, description);
  }

  @Override
  public BlobField blob() {
    return this;
  }

  @Override
  public @Nullable StringField description() {
    return null;
  }

  @Override
  public String toString() {
    return schema.name() + "." + name;
  }
}

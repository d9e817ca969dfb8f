package dev.imagespace;

/** A text field of a schema. Immutable. */
public record StringField(Schema schema, String name) {

  /**
   * @throws InvalidSpaceParamException if the name is blank, or the schema is of a record that has
   *     no such component or one that is not a String
   */
  public StringField {
    InvalidSpaceParamException.given(schema, "A text field needs a schema; none was given.");
    schema.requireText(name);
  }

  /**
   * The picture together with this field as its description.
   *
   * @throws InvalidSpaceParamException if the picture is of another schema
   */
  public DescribedBlob with(BlobField blob) {
    return new DescribedBlob(blob, this);
  }

  @Override
  public String toString() {
    return schema.name() + "." + name;
  }
}

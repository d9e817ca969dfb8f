package dev.imagespace;

/** A picture field together with the field that describes it. Immutable. */
public record DescribedBlob(BlobField blob, StringField description) implements ImageField {

  /**
   * @throws InvalidSpaceParamException if the two are of different schemas, or one and the same
   *     field
   */
  public DescribedBlob {
    InvalidSpaceParamException.given(blob, "A described picture needs a picture field; got null.");
    InvalidSpaceParamException.given(
        description,
        "The description of " + blob + " is null; pass the picture field alone if it has none.");
    if (!blob.schema().equals(description.schema())) {
      throw new InvalidSpaceParamException(
          "Picture %s and description %s are of different schemas; take both from one schema."
              .formatted(blob, description));
    }
    if (blob.name().equals(description.name())) {
      throw new InvalidSpaceParamException(
          "%s cannot be a picture and its own description; name two fields.".formatted(blob));
    }
  }

  @Override
  public String toString() {
    return blob + " + " + description;
  }
}

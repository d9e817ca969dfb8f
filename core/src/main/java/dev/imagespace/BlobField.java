package dev.imagespace;

/** A picture field of a schema. */
public record BlobField(Schema schema, String name) implements ImageField {

  public DescribedBlob with(StringField description) {
    return new DescribedBlob(this, description);
  }
}

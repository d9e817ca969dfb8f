package dev.imagespace;

/** A picture field together with the field that describes it. */
public record DescribedBlob(BlobField blob, StringField description) implements ImageField {}

package dev.imagespace;

/**
 * What an {@link ImageSpace} takes as its image: a {@link BlobField} or a {@link DescribedBlob}.
 */
public sealed interface ImageField permits BlobField, DescribedBlob {}

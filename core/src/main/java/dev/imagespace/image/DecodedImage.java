package dev.imagespace.image;

/** Decoded pixels in their native mode. */
public final class DecodedImage {}

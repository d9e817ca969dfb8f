package dev.imagespace;

/** The picture fields of a space: what a query's picture clause addresses. */
public final class ImageFieldSet {}

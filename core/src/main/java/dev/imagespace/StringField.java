package dev.imagespace;

/** A text field of a schema. */
public record StringField(Schema schema, String name) {}

package dev.imagespace;

/** The description fields of a space: what a query's text clause addresses. */
public final class DescriptionFieldSet {}

package dev.imagespace;

/** The fields of a kind of item. */
public final class Schema {

  /** A schema of no fields yet. */
  public static Schema named(String name) {
    throw new UnsupportedOperationException("contract " + name);
  }

  /** The schema of a record: its components by name, or by annotation. */
  public static Schema of(Class<? extends Record> type) {
    throw new UnsupportedOperationException("contract " + type);
  }

  public BlobField blob(String name) {
    throw new UnsupportedOperationException("contract " + name);
  }

  public StringField string(String name) {
    throw new UnsupportedOperationException("contract " + name);
  }
}

package dev.imagespace.langchain4j.collection.pgvector;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The tables of a store, and the SQL that is made of their names.
 *
 * @param name lower-case letters, digits and underscores: the only text that SQL is made of
 * @param type of the vectors: {@code vector} or {@code halfvec}
 */
record PgVectorTables(String name, String type, int dimension) {
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,39}");

  PgVectorTables {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "The table is named '%s'; give up to 40 lower-case letters, digits and underscores."
              .formatted(name));
    }
  }

  List<String> create() {
    return List.of(
        "CREATE EXTENSION IF NOT EXISTS vector",
        named(
            """
            CREATE TABLE IF NOT EXISTS %1$s (
              id TEXT PRIMARY KEY,
              embedding %2$s(%3$d) NOT NULL,
              content TEXT,
              metadata TEXT NOT NULL,
              words TSVECTOR GENERATED ALWAYS AS (to_tsvector('simple', coalesce(content, ''))) STORED)
            """),
        named("CREATE INDEX IF NOT EXISTS %1$s_words ON %1$s USING gin (words)"),
        named(
            """
            CREATE TABLE IF NOT EXISTS %1$s_metadata (
              id TEXT NOT NULL REFERENCES %1$s (id) ON DELETE CASCADE,
              name TEXT NOT NULL,
              text_value TEXT,
              number_value NUMERIC,
              PRIMARY KEY (id, name))
            """),
        named(
            "CREATE INDEX IF NOT EXISTS %1$s_texts ON %1$s_metadata (name, left(text_value, 200), id)"),
        named("CREATE INDEX IF NOT EXISTS %1$s_numbers ON %1$s_metadata (name, number_value, id)"));
  }

  /** Parameters: ids, vectors, texts and metadata, as arrays. */
  String upsert() {
    return named(
        """
        INSERT INTO %1$s (id, embedding, content, metadata)
        SELECT r.id, r.embedding::%2$s(%3$d), r.content, r.metadata
        FROM unnest(?::text[], ?::text[], ?::text[], ?::text[]) AS r (id, embedding, content, metadata)
        ON CONFLICT (id) DO UPDATE SET
          embedding = EXCLUDED.embedding, content = EXCLUDED.content, metadata = EXCLUDED.metadata
        """);
  }

  String clearMetadata() {
    return named("DELETE FROM %1$s_metadata WHERE id = ANY (?::text[])");
  }

  /** Parameters: ids, names, texts and numbers, as arrays. */
  String insertMetadata() {
    return named(
        """
        INSERT INTO %1$s_metadata (id, name, text_value, number_value)
        SELECT r.id, r.name, r.text_value, r.number_value
        FROM unnest(?::text[], ?::text[], ?::text[], ?::numeric[])
          AS r (id, name, text_value, number_value)
        """);
  }

  String removeByIds() {
    return named("DELETE FROM %1$s WHERE id = ANY (?::text[])");
  }

  String removeWhere(String condition) {
    return named("DELETE FROM %1$s WHERE ") + condition;
  }

  /**
   * One order key and no second: with it PostgreSQL would not use the index. Parameters: the query
   * vector, those of the condition, the query vector, and the number of rows.
   */
  String nearest(String condition) {
    return named(
            "SELECT id, content, metadata, embedding::text, 1 - (embedding <=> ?::%2$s) FROM %1$s")
        + (condition.isEmpty() ? "" : " WHERE " + condition)
        + named(" ORDER BY embedding <=> ?::%2$s LIMIT ?");
  }

  /** Parameters: the words, those of the condition, the words, and the number of rows. */
  String byWords(String condition) {
    String words = "replace(plainto_tsquery('simple', ?)::text, '&', '|')::tsquery";
    return named("SELECT id FROM %1$s WHERE words @@ ")
        + words
        + (condition.isEmpty() ? "" : " AND " + condition)
        + " ORDER BY ts_rank_cd(words, "
        + words
        + ") DESC LIMIT ?";
  }

  String index(int connections, int beam) {
    return named(
            "CREATE INDEX IF NOT EXISTS %1$s_hnsw ON %1$s USING hnsw (embedding %2$s_cosine_ops)")
        + " WITH (m = %d, ef_construction = %d)".formatted(connections, beam);
  }

  /** With the name of the table, the type and the dimension in their places. */
  String named(String sql) {
    return sql.formatted(name, type, dimension);
  }
}

package dev.imagespace.langchain4j.collection.jdbc;

import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.CollectionEntry.Hashes;
import dev.imagespace.langchain4j.collection.CollectionEntry.State;
import dev.imagespace.langchain4j.collection.MetadataJson;
import dev.imagespace.langchain4j.collection.PartVectors;
import dev.imagespace.langchain4j.collection.VectorBytes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Entries as rows. Stateless. */
final class CatalogTables {
  private static final String COLUMNS =
      "id, state, content, picture_hash, version, picture, description, metadata, vector, image_part, text_part";

  /** Collection first, then whatever narrows it. */
  static final String SELECT =
      "SELECT " + COLUMNS + " FROM imagespace_entry WHERE collection = ? AND ";

  static final String INSERT =
      "INSERT INTO imagespace_entry (collection, "
          + COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private static final List<String> CREATE =
      List.of(
          """
          CREATE TABLE IF NOT EXISTS imagespace_property (
            collection VARCHAR NOT NULL,
            name VARCHAR NOT NULL,
            content VARCHAR NOT NULL,
            PRIMARY KEY (collection, name))
          """,
          """
          CREATE TABLE IF NOT EXISTS imagespace_entry (
            collection VARCHAR NOT NULL,
            id VARCHAR NOT NULL,
            state SMALLINT NOT NULL,
            content VARCHAR NOT NULL,
            picture_hash VARCHAR,
            version VARCHAR,
            picture VARCHAR,
            description VARCHAR,
            metadata VARCHAR NOT NULL,
            vector BYTEA NOT NULL,
            image_part BYTEA,
            text_part BYTEA,
            PRIMARY KEY (collection, id))
          """,
          "CREATE INDEX IF NOT EXISTS imagespace_entry_content ON imagespace_entry (collection, content)",
          "CREATE INDEX IF NOT EXISTS imagespace_entry_state ON imagespace_entry (collection, state)");

  private CatalogTables() {}

  static void create(Transactions transactions) {
    for (String sql : CREATE) {
      transactions.update(sql, statement -> {});
    }
  }

  static void set(PreparedStatement row, String collection, CollectionEntry entry)
      throws SQLException {
    row.setString(1, collection);
    row.setString(2, entry.id());
    row.setInt(3, entry.state().code());
    row.setString(4, entry.hashes().content());
    row.setString(5, entry.hashes().picture());
    row.setString(6, entry.hashes().version());
    row.setString(7, entry.picture());
    row.setString(8, entry.description());
    row.setString(9, MetadataJson.write(entry.metadata()));
    row.setBytes(10, VectorBytes.write(entry.vectors().vector()));
    row.setBytes(11, VectorBytes.write(entry.vectors().image()));
    row.setBytes(12, VectorBytes.write(entry.vectors().description()));
  }

  static CollectionEntry entry(ResultSet row) throws SQLException {
    return new CollectionEntry(
        row.getString(1),
        State.of(row.getInt(2)),
        new Hashes(row.getString(3), row.getString(4), row.getString(5)),
        row.getString(6),
        row.getString(7),
        MetadataJson.read(row.getString(8)),
        new PartVectors(
            Objects.requireNonNull(VectorBytes.read(row.getBytes(9))),
            VectorBytes.read(row.getBytes(10)),
            VectorBytes.read(row.getBytes(11))));
  }
}

package dev.imagespace.langchain4j.collection.jdbc;

import dev.imagespace.langchain4j.collection.Catalog;
import dev.imagespace.langchain4j.collection.CollectionEntry;
import dev.imagespace.langchain4j.collection.CollectionEntry.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * A catalog in two tables of a database, which many collections share. Tested with PostgreSQL and
 * H2; makes its tables where they are missing. Thread-safe; does not own its DataSource.
 */
public final class JdbcCatalog implements Catalog {
  /** Parameters of one statement: every database takes so many. */
  private static final int TOGETHER = 256;

  private final Transactions transactions;
  private final String collection;

  private JdbcCatalog(Transactions transactions, String collection) {
    this.transactions = transactions;
    this.collection = collection;
  }

  /**
   * The catalog of a collection.
   *
   * @param collection its name
   * @throws dev.imagespace.langchain4j.collection.CollectionException if the tables can neither be
   *     read nor made
   */
  public static JdbcCatalog of(DataSource dataSource, String collection) {
    Transactions transactions = new Transactions(dataSource);
    CatalogTables.create(transactions);
    return new JdbcCatalog(transactions, collection);
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    transactions
        .query(
            "SELECT name, content FROM imagespace_property WHERE collection = ?",
            statement -> statement.setString(1, collection),
            row -> Map.entry(row.getString(1), row.getString(2)))
        .forEach(one -> properties.put(one.getKey(), one.getValue()));
    return properties;
  }

  @Override
  public void setProperties(Map<String, String> properties) {
    transactions.change(
        connection -> {
          transactions.batch(
              connection,
              "DELETE FROM imagespace_property WHERE collection = ? AND name = ?",
              properties.keySet(),
              (statement, name) -> {
                statement.setString(1, collection);
                statement.setString(2, name);
              });
          transactions.batch(
              connection,
              "INSERT INTO imagespace_property (collection, name, content) VALUES (?, ?, ?)",
              properties.entrySet(),
              (statement, one) -> {
                statement.setString(1, collection);
                statement.setString(2, one.getKey());
                statement.setString(3, one.getValue());
              });
        });
  }

  @Override
  public Map<String, CollectionEntry> findAll(Collection<String> ids) {
    Map<String, CollectionEntry> found = new LinkedHashMap<>();
    for (List<String> some : chunks(ids)) {
      String where =
          "id IN (%s)".formatted(String.join(", ", some.stream().map(i -> "?").toList()));
      for (CollectionEntry entry : select(where, some)) {
        found.put(entry.id(), entry);
      }
    }
    return found;
  }

  @Override
  public Optional<CollectionEntry> findByContent(String contentHash) {
    return select("content = ? AND state <> 2 LIMIT 1", List.of(contentHash)).stream().findFirst();
  }

  @Override
  public List<CollectionEntry> page(@Nullable String after, int limit) {
    String end = " ORDER BY id LIMIT " + limit;
    return after == null
        ? select("1 = 1" + end, List.of())
        : select("id > ?" + end, List.of(after));
  }

  @Override
  public List<CollectionEntry> unfinished(int limit) {
    return select("state IN (0, 2) LIMIT " + limit, List.of());
  }

  private List<CollectionEntry> select(String where, List<String> parameters) {
    return transactions.query(
        CatalogTables.SELECT + where,
        statement -> {
          statement.setString(1, collection);
          for (int i = 0; i < parameters.size(); i++) {
            statement.setString(i + 2, parameters.get(i));
          }
        },
        CatalogTables::entry);
  }

  @Override
  public long size() {
    return transactions
        .query(
            "SELECT COUNT(*) FROM imagespace_entry WHERE collection = ?",
            statement -> statement.setString(1, collection),
            row -> row.getLong(1))
        .get(0);
  }

  @Override
  public void putAll(Collection<CollectionEntry> entries) {
    transactions.change(
        connection -> {
          transactions.batch(
              connection,
              "DELETE FROM imagespace_entry WHERE collection = ? AND id = ?",
              entries,
              (statement, entry) -> {
                statement.setString(1, collection);
                statement.setString(2, entry.id());
              });
          transactions.batch(
              connection,
              CatalogTables.INSERT,
              entries,
              (statement, entry) -> CatalogTables.set(statement, collection, entry));
        });
  }

  @Override
  public void mark(Collection<String> ids, State state) {
    batch(
        "UPDATE imagespace_entry SET state = %d WHERE collection = ? AND id = ?"
            .formatted(state.code()),
        ids);
  }

  @Override
  public void removeAll(Collection<String> ids) {
    batch("DELETE FROM imagespace_entry WHERE collection = ? AND id = ?", ids);
  }

  private void batch(String sql, Collection<String> ids) {
    transactions.change(
        connection -> {
          transactions.batch(
              connection,
              sql,
              ids,
              (statement, id) -> {
                statement.setString(1, collection);
                statement.setString(2, id);
              });
        });
  }

  private static List<List<String>> chunks(Collection<String> ids) {
    List<String> all = List.copyOf(ids);
    List<List<String>> chunks = new ArrayList<>();
    for (int i = 0; i < all.size(); i += TOGETHER) {
      chunks.add(all.subList(i, Math.min(all.size(), i + TOGETHER)));
    }
    return chunks;
  }

  /** The DataSource stays open. */
  @Override
  public void close() {}
}

package dev.imagespace.langchain4j.collection.pgvector;

import dev.imagespace.langchain4j.collection.BulkEmbeddingStore;
import dev.imagespace.langchain4j.collection.LexicalStore;
import dev.imagespace.langchain4j.collection.MetadataJson;
import dev.imagespace.langchain4j.collection.jdbc.Transactions;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.RelevanceScore;
import dev.langchain4j.store.embedding.filter.Filter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Vectors in PostgreSQL with pgvector 0.8 or newer, found by an index (HNSW), with filters by
 * metadata that never make a search find less than there is, and by the words of their texts.
 *
 * <p>Load first, then {@link #buildIndex}: an index that is there during the load makes it many
 * times slower. Without an index every vector is compared, which is exact. Vectors are kept in half
 * precision unless it is said otherwise: half the size, and scores to three digits; a collection's
 * search compares what is found in floats anew.
 *
 * <p>Keys and values of filters are parameters of SQL, never its text. A write is in the database
 * when its method returns, and replaces what has its id. Scores are LangChain4j's, (1 + cosine) /
 * 2. Thread-safe; does not own its DataSource.
 */
public final class PgVectorStore
    implements EmbeddingStore<TextSegment>, BulkEmbeddingStore, LexicalStore {
  private static final int LEAST_SEARCH = 100;

  /** The largest that pgvector takes. */
  private static final int MOST_SEARCH = 1000;

  private final Transactions transactions;
  private final PgVectorTables tables;

  private PgVectorStore(Transactions transactions, PgVectorTables tables) {
    this.transactions = transactions;
    this.tables = tables;
  }

  /**
   * A store of half precision; makes its tables where they are missing.
   *
   * @param table up to 40 lower-case letters, digits and underscores
   * @throws dev.imagespace.langchain4j.collection.CollectionException if the database refuses, such
   *     as where the extension is not installed
   */
  public static PgVectorStore of(DataSource dataSource, String table, int dimension) {
    return of(dataSource, new PgVectorTables(table, "halfvec", dimension));
  }

  /** As {@link #of}, in floats. */
  public static PgVectorStore ofFloats(DataSource dataSource, String table, int dimension) {
    return of(dataSource, new PgVectorTables(table, "vector", dimension));
  }

  private static PgVectorStore of(DataSource dataSource, PgVectorTables tables) {
    Transactions transactions = new Transactions(dataSource);
    tables.create().forEach(sql -> transactions.update(sql, statement -> {}));
    return new PgVectorStore(transactions, tables);
  }

  /**
   * Builds the index, after the load; without effect where there is one. Has it all in {@code
   * maintenance_work_mem} where it can: give the session as much as the vectors take, and some
   * hundred bytes more for each (1 M of 512 dimensions in half precision: 1.3 GB).
   */
  public void buildIndex() {
    transactions.update(tables.index(16, 100), statement -> {});
  }

  @Override
  public String add(Embedding embedding) {
    return add(embedding, null);
  }

  @Override
  public void add(String id, Embedding embedding) {
    replaceAll(List.of(id), List.of(embedding), List.of());
  }

  @Override
  public String add(Embedding embedding, @Nullable TextSegment segment) {
    String id = UUID.randomUUID().toString();
    replaceAll(List.of(id), List.of(embedding), Collections.singletonList(segment));
    return id;
  }

  @Override
  public List<String> addAll(List<Embedding> embeddings) {
    List<String> ids = generateIds(embeddings.size());
    replaceAll(ids, embeddings, List.of());
    return ids;
  }

  @Override
  public void addAll(List<String> ids, List<Embedding> embeddings, List<TextSegment> segments) {
    replaceAll(ids, embeddings, segments);
  }

  @Override
  public void replaceAll(List<String> ids, List<Embedding> embeddings, List<TextSegment> segments) {
    boolean segmented = segments != null && !segments.isEmpty();
    if (ids.size() != embeddings.size() || (segmented && segments.size() != ids.size())) {
      throw new IllegalArgumentException(
          "%d ids and %d embeddings; give one of each for a vector, and a segment for each or none."
              .formatted(ids.size(), embeddings.size()));
    }
    if (ids.isEmpty()) {
      return;
    }
    PgVectorRows rows = new PgVectorRows();
    for (int i = 0; i < ids.size(); i++) {
      float[] vector = embeddings.get(i).vector();
      requireDimension(vector);
      rows.add(ids.get(i), vector, segmented ? segments.get(i) : null);
    }
    transactions.change(connection -> rows.write(connection, tables));
  }

  private void requireDimension(float[] vector) {
    if (vector.length != tables.dimension()) {
      throw new IllegalArgumentException(
          "The vector has %d dimensions; those of the table have %d."
              .formatted(vector.length, tables.dimension()));
    }
  }

  /** Without effect: every write is in the database already. */
  @Override
  public void commit() {}

  @Override
  public void remove(String id) {
    if (id == null || id.isBlank()) {
      throw new IllegalArgumentException("id cannot be null or blank");
    }
    removeAll(List.of(id));
  }

  @Override
  public void removeAll(Collection<String> ids) {
    if (ids == null || ids.isEmpty()) {
      throw new IllegalArgumentException("ids cannot be null or empty");
    }
    transactions.update(
        tables.removeByIds(),
        statement -> statement.setArray(1, PgVectorRows.texts(statement.getConnection(), ids)));
  }

  @Override
  public void removeAll(Filter filter) {
    if (filter == null) {
      throw new IllegalArgumentException("filter cannot be null");
    }
    SqlCondition condition = SqlCondition.of(filter, tables.name());
    transactions.update(
        tables.removeWhere(condition.sql()), statement -> set(statement, 1, condition));
  }

  @Override
  public void removeAll() {
    transactions.update(tables.removeWhere("TRUE"), statement -> {});
  }

  @Override
  public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
    float[] query = request.queryEmbedding().vector();
    requireDimension(query);
    String vector = PgVectorRows.vector(query);
    SqlCondition condition = SqlCondition.of(request.filter(), tables.name());
    List<EmbeddingMatch<TextSegment>> matches =
        transactions.run(
            connection -> {
              settle(connection, request.maxResults());
              return transactions.query(
                  connection,
                  tables.nearest(condition.sql()),
                  statement -> {
                    statement.setString(1, vector);
                    int next = set(statement, 2, condition);
                    statement.setString(next, vector);
                    statement.setInt(next + 1, request.maxResults());
                  },
                  PgVectorStore::match);
            });
    return new EmbeddingSearchResult<>(
        matches.stream().filter(match -> match.score() >= request.minScore()).toList());
  }

  /** The index goes on until enough pass the filter; without, a search may find too few. */
  private static void settle(Connection connection, int most) throws SQLException {
    int search = Math.min(MOST_SEARCH, Math.max(LEAST_SEARCH, 2 * most));
    for (String sql :
        List.of(
            "SET LOCAL hnsw.iterative_scan = strict_order",
            "SET LOCAL hnsw.max_scan_tuples = " + Integer.MAX_VALUE,
            "SET LOCAL hnsw.ef_search = " + search)) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.execute();
      }
    }
  }

  private static int set(PreparedStatement statement, int first, SqlCondition condition)
      throws SQLException {
    int next = first;
    for (Object parameter : condition.parameters()) {
      if (parameter instanceof BigDecimal number) {
        statement.setBigDecimal(next++, number);
      } else {
        statement.setString(next++, parameter.toString());
      }
    }
    return next;
  }

  private static EmbeddingMatch<TextSegment> match(ResultSet row) throws SQLException {
    String content = row.getString(2);
    Metadata metadata = MetadataJson.read(row.getString(3));
    double cosine = Math.max(-1, Math.min(1, row.getDouble(5)));
    return new EmbeddingMatch<>(
        RelevanceScore.fromCosineSimilarity(cosine),
        row.getString(1),
        Embedding.from(PgVectorRows.vector(row.getString(4))),
        content == null ? null : TextSegment.from(content, metadata));
  }

  @Override
  public List<String> findByText(String words, int limit, @Nullable Filter filter) {
    SqlCondition condition = SqlCondition.of(filter, tables.name());
    return transactions.query(
        tables.byWords(condition.sql()),
        statement -> {
          statement.setString(1, words);
          int next = set(statement, 2, condition);
          statement.setString(next, words);
          statement.setInt(next + 1, limit);
        },
        row -> row.getString(1));
  }
}

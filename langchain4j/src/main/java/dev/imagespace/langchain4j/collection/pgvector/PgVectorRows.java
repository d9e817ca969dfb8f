package dev.imagespace.langchain4j.collection.pgvector;

import dev.imagespace.langchain4j.collection.MetadataJson;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Rows that are written together, column by column. For one thread. */
final class PgVectorRows {
  private final Map<String, Row> rows = new LinkedHashMap<>();

  private record Row(String vector, @Nullable String content, Metadata metadata) {}

  /** Where an id occurs twice, the last one counts. */
  void add(String id, float[] vector, @Nullable TextSegment segment) {
    Metadata metadata = segment == null ? new Metadata() : segment.metadata();
    rows.put(id, new Row(vector(vector), segment == null ? null : segment.text(), metadata));
  }

  void write(Connection connection, PgVectorTables tables) throws SQLException {
    List<Row> all = List.copyOf(rows.values());
    try (PreparedStatement upsert = connection.prepareStatement(tables.upsert())) {
      upsert.setArray(1, texts(connection, rows.keySet()));
      upsert.setArray(2, texts(connection, all.stream().map(Row::vector).toList()));
      upsert.setArray(
          3, connection.createArrayOf("text", all.stream().map(Row::content).toArray()));
      upsert.setArray(
          4, texts(connection, all.stream().map(row -> MetadataJson.write(row.metadata)).toList()));
      upsert.executeUpdate();
    }
    try (PreparedStatement clear = connection.prepareStatement(tables.clearMetadata())) {
      clear.setArray(1, texts(connection, rows.keySet()));
      clear.executeUpdate();
    }
    writeMetadata(connection, tables);
  }

  private void writeMetadata(Connection connection, PgVectorTables tables) throws SQLException {
    List<String> ids = new ArrayList<>();
    List<String> names = new ArrayList<>();
    List<@Nullable String> texts = new ArrayList<>();
    List<@Nullable BigDecimal> numbers = new ArrayList<>();
    rows.forEach(
        (id, row) ->
            row.metadata
                .toMap()
                .forEach(
                    (name, value) -> {
                      boolean number = isFinite(value);
                      ids.add(id);
                      names.add(name);
                      texts.add(number ? null : value.toString());
                      numbers.add(number ? new BigDecimal(value.toString()) : null);
                    }));
    if (!ids.isEmpty()) {
      try (PreparedStatement insert = connection.prepareStatement(tables.insertMetadata())) {
        insert.setArray(1, texts(connection, ids));
        insert.setArray(2, texts(connection, names));
        insert.setArray(3, connection.createArrayOf("text", texts.toArray()));
        insert.setArray(4, connection.createArrayOf("numeric", numbers.toArray()));
        insert.executeUpdate();
      }
    }
  }

  private static boolean isFinite(Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue());
  }

  static Array texts(Connection connection, Collection<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  /**
   * As pgvector writes it.
   *
   * @throws IllegalArgumentException if the vector is zero or not finite
   */
  static String vector(float[] vector) {
    StringJoiner text = new StringJoiner(",", "[", "]");
    double squares = 0;
    for (float x : vector) {
      text.add(Float.toString(x));
      squares += (double) x * x;
    }
    if (!Double.isFinite(squares) || squares == 0) {
      throw new IllegalArgumentException(
          "A vector of length %s is like nothing; give one of finite numbers that are not all zero."
              .formatted(Math.sqrt(squares)));
    }
    return text.toString();
  }

  static float[] vector(String text) {
    String[] numbers = text.substring(1, text.length() - 1).split(",", -1);
    float[] vector = new float[numbers.length];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = Float.parseFloat(numbers[i]);
    }
    return vector;
  }
}

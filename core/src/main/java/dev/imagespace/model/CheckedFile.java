package dev.imagespace.model;

import java.nio.file.Path;

/**
 * A file of a cached model, compared with the hash that the hub announced. Immutable.
 *
 * @param path in the repository
 * @param file that holds the bytes; deleting it and downloading the model again repairs it
 * @param bytes size of the file
 * @param verdict result of the comparison
 */
public record CheckedFile(String path, Path file, long bytes, Verdict verdict) {

  /** The result of a comparison. */
  public enum Verdict {
    /** The bytes have the announced hash. */
    SOUND,
    /** The bytes have another hash. */
    CHANGED,
    /** The file does not exist. */
    MISSING,
    /** No hash is known: another tool downloaded the file into a cache without links. */
    UNKNOWN
  }
}

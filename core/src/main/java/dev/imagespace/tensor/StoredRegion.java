package dev.imagespace.tensor;

/**
 * A stretch of a file. Immutable.
 *
 * @param offset of its first byte in the file
 * @param bytes its length
 */
public record StoredRegion(StoredFile file, long offset, long bytes) {}

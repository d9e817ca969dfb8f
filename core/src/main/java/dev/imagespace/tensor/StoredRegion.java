package dev.imagespace.tensor;

import java.nio.file.Path;

/**
 * A stretch of a file. Immutable.
 *
 * @param offset of its first byte in the file
 * @param bytes its length
 */
public record StoredRegion(Path file, long offset, long bytes) {}

package dev.imagespace.tensor;

/**
 * A stretch of a file that holds numbers, row-major and little-endian, for engines that map weights
 * themselves. The file may have been changed since: {@link StoredFile#requireSame} tells.
 * Immutable.
 *
 * @param offset of its first byte in the file
 * @param bytes its length, in bytes
 */
public record StoredRegion(StoredFile file, long offset, long bytes) {}

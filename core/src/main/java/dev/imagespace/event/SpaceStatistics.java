package dev.imagespace.event;

import dev.imagespace.execution.Towers;

/**
 * What a space holds at one moment. Immutable.
 *
 * @param waitingPictures that are loaded, and wait for the network
 * @param waitingTexts that wait for the network
 * @param memoryInFlight bytes of the pictures being loaded, of all spaces that share the limit
 * @param maxMemoryInFlight bytes that they may take; property {@code imagespace.image.max-memory}
 * @param stuckDecoders that are past their deadline and do not end: a sign of ill health, if not
 *     zero
 * @param loadedTowers whose weights are in native memory
 * @param weightBytes of native memory that these weights take; 0 where the engine does not tell
 * @param truncatedTexts that were longer than the model reads, since the space was opened: their
 *     ends count for nothing
 */
public record SpaceStatistics(
    int waitingPictures,
    int waitingTexts,
    long memoryInFlight,
    long maxMemoryInFlight,
    int stuckDecoders,
    Towers loadedTowers,
    long weightBytes,
    long truncatedTexts) {}

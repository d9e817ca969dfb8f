package dev.imagespace.event;

import dev.imagespace.execution.Towers;

/**
 * The weights of one tower are in native memory no more. Immutable.
 *
 * @param tower {@link Towers#IMAGE} or {@link Towers#TEXT}
 * @param bytes that were freed; 0 where the engine does not tell
 */
public record WeightsRelease(Towers tower, long bytes) {}

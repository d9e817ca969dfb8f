package dev.imagespace.event;

import dev.imagespace.execution.Towers;
import java.time.Duration;

/**
 * The weights of one tower are in native memory. Immutable.
 *
 * @param tower {@link Towers#IMAGE} or {@link Towers#TEXT}
 * @param bytes of native memory that they take; 0 where the engine does not tell
 * @param duration of the run that read them, its first pass included
 */
public record WeightsLoad(Towers tower, long bytes, Duration duration) {}

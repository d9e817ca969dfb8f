package dev.imagespace.event;

import dev.imagespace.execution.Towers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One batch that went through a network. Immutable.
 *
 * @param tower {@link Towers#IMAGE} or {@link Towers#TEXT}
 * @param size pictures or texts in it
 * @param waiting the longest that one of them waited, since it was put into the queue
 * @param running of the network
 * @param failure null where it gave vectors
 */
public record BatchRun(
    Towers tower, int size, Duration waiting, Duration running, @Nullable Throwable failure) {}

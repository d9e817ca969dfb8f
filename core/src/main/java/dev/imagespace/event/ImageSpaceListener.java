package dev.imagespace.event;

import dev.imagespace.image.ImageLoad;
import java.util.List;

/**
 * Hears what a space does; each method does nothing unless it is overridden.
 *
 * <p>The methods are called by the threads that did the work, several at a time, and before the
 * call that the work was for returns: they must be thread-safe and quick. No lock is held
 * meanwhile, and no processor but in {@link #weightsLoaded}. What a method throws is logged the
 * first time, and changes nothing. No event names a source or holds any of its content.
 */
public interface ImageSpaceListener {

  /** One that tells these, in order; each hears of everything, whatever another throws. */
  static ImageSpaceListener all(List<ImageSpaceListener> listeners) {
    return new ListenerGroup(listeners);
  }

  /** A picture was loaded or rejected. */
  default void imageLoaded(ImageLoad load) {}

  /** A batch was run, or failed. */
  default void batchRun(BatchRun run) {}

  /** The weights of a tower were read into native memory, by the first batch that needs them. */
  default void weightsLoaded(WeightsLoad load) {}

  /** The weights of a tower were freed, as it was not used for a while. */
  default void weightsReleased(WeightsRelease release) {}
}

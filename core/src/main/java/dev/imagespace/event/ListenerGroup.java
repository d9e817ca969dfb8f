package dev.imagespace.event;

import dev.imagespace.image.ImageLoad;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells all of an event, in order; what one throws is thrown once all have heard. */
record ListenerGroup(List<ImageSpaceListener> listeners) implements ImageSpaceListener {

  ListenerGroup {
    listeners = List.copyOf(listeners);
  }

  @Override
  public void imageLoaded(ImageLoad load) {
    tell(listener -> listener.imageLoaded(load));
  }

  @Override
  public void batchRun(BatchRun run) {
    tell(listener -> listener.batchRun(run));
  }

  @Override
  public void weightsLoaded(WeightsLoad load) {
    tell(listener -> listener.weightsLoaded(load));
  }

  @Override
  public void weightsReleased(WeightsRelease release) {
    tell(listener -> listener.weightsReleased(release));
  }

  private void tell(Consumer<ImageSpaceListener> event) {
    @Nullable RuntimeException first = null;
    for (ImageSpaceListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}

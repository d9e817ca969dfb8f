package dev.imagespace.encode;

import dev.imagespace.event.BatchRun;
import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.event.WeightsLoad;
import dev.imagespace.event.WeightsRelease;
import dev.imagespace.image.ImageLoad;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listener that costs nobody anything but time: what it throws is logged, once. Thread-safe. */
final class GuardedListener implements ImageSpaceListener {
  private static final Logger log = LoggerFactory.getLogger(GuardedListener.class);

  private final ImageSpaceListener listener;
  private final AtomicBoolean failed = new AtomicBoolean();

  private GuardedListener(ImageSpaceListener listener) {
    this.listener = listener;
  }

  static @Nullable ImageSpaceListener of(@Nullable ImageSpaceListener listener) {
    return listener == null ? null : new GuardedListener(listener);
  }

  @Override
  public void imageLoaded(ImageLoad load) {
    guarded(() -> listener.imageLoaded(load));
  }

  @Override
  public void batchRun(BatchRun run) {
    guarded(() -> listener.batchRun(run));
  }

  @Override
  public void weightsLoaded(WeightsLoad load) {
    guarded(() -> listener.weightsLoaded(load));
  }

  @Override
  public void weightsReleased(WeightsRelease release) {
    guarded(() -> listener.weightsReleased(release));
  }

  private void guarded(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException | Error e) {
      if (failed.compareAndSet(false, true)) {
        log.warn("A listener of a space failed; what else it throws is not logged", e);
      }
    }
  }
}

package dev.imagespace.encode;

import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.event.WeightsLoad;
import dev.imagespace.event.WeightsRelease;
import dev.imagespace.execution.Towers;
import dev.imagespace.tensor.Batch;
import dev.imagespace.tensor.Program;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A program that tells when its weights come and go. Thread-safe. */
final class ListenedProgram extends WrappedProgram {
  private final Towers tower;
  private final ImageSpaceListener listener;

  /** Whether the listener knows of the weights. */
  private final AtomicBoolean told = new AtomicBoolean();

  private ListenedProgram(Towers tower, Program program, ImageSpaceListener listener) {
    super(program);
    this.tower = tower;
    this.listener = listener;
  }

  /** The program, or one around it where somebody listens. */
  static Program of(Towers tower, Program program, @Nullable ImageSpaceListener listener) {
    return listener == null ? program : new ListenedProgram(tower, program, listener);
  }

  @Override
  float[] around(Batch batch, Supplier<float[]> run) {
    if (isLoaded()) {
      return run.get();
    }
    long start = System.nanoTime();
    try {
      return run.get();
    } finally {
      if (isLoaded() && told.compareAndSet(false, true)) {
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        listener.weightsLoaded(new WeightsLoad(tower, weightBytes(), duration));
      }
    }
  }

  @Override
  public void release() {
    long bytes = weightBytes();
    super.release();
    if (told.compareAndSet(true, false)) {
      listener.weightsReleased(new WeightsRelease(tower, bytes));
    }
  }
}

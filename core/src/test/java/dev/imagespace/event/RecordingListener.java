package dev.imagespace.event;

import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageLoad;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what it hears, in order. Thread-safe. */
public final class RecordingListener implements ImageSpaceListener {
  private final List<Object> events = Collections.synchronizedList(new ArrayList<>());

  @Override
  public void imageLoaded(ImageLoad load) {
    events.add(load);
  }

  @Override
  public void batchRun(BatchRun run) {
    events.add(run);
  }

  @Override
  public void weightsLoaded(WeightsLoad load) {
    events.add(load);
  }

  @Override
  public void weightsReleased(WeightsRelease release) {
    events.add(release);
  }

  public List<Object> events() {
    return List.copyOf(events);
  }

  /** What is told of this tower; of pictures, their loads, too. */
  public List<Object> events(Towers tower) {
    return events().stream().filter(event -> tower(event) == tower).toList();
  }

  private static Towers tower(Object event) {
    if (event instanceof BatchRun run) {
      return run.tower();
    }
    if (event instanceof WeightsLoad load) {
      return load.tower();
    }
    return event instanceof WeightsRelease release ? release.tower() : Towers.IMAGE;
  }
}

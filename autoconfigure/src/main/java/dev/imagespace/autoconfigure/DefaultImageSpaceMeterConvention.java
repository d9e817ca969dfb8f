package dev.imagespace.autoconfigure;

import dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.KeyNames;
import dev.imagespace.event.BatchRun;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageLoad;
import io.micrometer.core.instrument.Tags;
import java.util.Locale;

/** The keys of {@link ImageSpaceMeterDocumentation}. Stateless. */
public class DefaultImageSpaceMeterConvention implements ImageSpaceMeterConvention {

  @Override
  public Tags ofPicture(String space, ImageLoad load) {
    return ofSpace(space)
        .and(
            KeyNames.FORMAT.asString(), load.format() == null ? "unknown" : lower(load.format()),
            KeyNames.OUTCOME.asString(),
                load.rejection() == null ? "success" : lower(load.rejection().name()));
  }

  @Override
  public Tags ofBatch(String space, BatchRun run) {
    return ofTower(space, run.tower())
        .and(KeyNames.OUTCOME.asString(), run.failure() == null ? "success" : "failure");
  }

  @Override
  public Tags ofTower(String space, Towers tower) {
    return ofSpace(space).and(KeyNames.TOWER.asString(), lower(tower.name()));
  }

  @Override
  public Tags ofSpace(String space) {
    return Tags.of(KeyNames.SPACE.asString(), space);
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}

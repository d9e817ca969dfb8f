package dev.imagespace.autoconfigure;

import static dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.BATCHES;
import static dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.BATCH_SIZE;
import static dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.PICTURES;
import static dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.PICTURE_BYTES;
import static dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.READING;
import static dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.WAITING;
import static dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.WEIGHTS_LOADING;
import static dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.WEIGHTS_RELEASES;

import dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.KeyNames;
import dev.imagespace.event.BatchRun;
import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.event.WeightsLoad;
import dev.imagespace.event.WeightsRelease;
import dev.imagespace.image.ImageLoad;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;

/** Measures what one space does. Thread-safe. */
final class ImageSpaceMeters implements ImageSpaceListener {
  private final String space;
  private final MeterRegistry registry;
  private final ImageSpaceMeterConvention convention;

  ImageSpaceMeters(String space, MeterRegistry registry, ImageSpaceMeterConvention convention) {
    this.space = space;
    this.registry = registry;
    this.convention = convention;
  }

  @Override
  public void imageLoaded(ImageLoad load) {
    Tags tags = convention.ofPicture(space, load);
    time(PICTURES, tags, load.duration());
    time(READING, without(KeyNames.FORMAT, tags), load.reading());
    if (load.bytes() > 0) {
      summary(PICTURE_BYTES, without(KeyNames.OUTCOME, tags), (double) load.bytes());
    }
  }

  @Override
  public void batchRun(BatchRun run) {
    time(BATCHES, convention.ofBatch(space, run), run.running());
    Tags tags = convention.ofTower(space, run.tower());
    time(WAITING, tags, run.waiting());
    summary(BATCH_SIZE, tags, run.size());
  }

  @Override
  public void weightsLoaded(WeightsLoad load) {
    time(WEIGHTS_LOADING, convention.ofTower(space, load.tower()), load.duration());
  }

  @Override
  public void weightsReleased(WeightsRelease release) {
    registry
        .counter(WEIGHTS_RELEASES.getName(), anyTags(convention.ofTower(space, release.tower())))
        .increment();
  }

  private void time(ImageSpaceMeterDocumentation meter, Tags tags, Duration duration) {
    registry.timer(meter.getName(), anyTags(tags)).record(duration);
  }

  private void summary(ImageSpaceMeterDocumentation meter, Tags tags, double amount) {
    DistributionSummary.builder(meter.getName())
        .baseUnit(meter.getBaseUnit())
        .tags(anyTags(tags))
        .register(registry)
        .record(amount);
  }

  /** Micrometer of Spring Boot 3.5 has not the overloads that take this type. */
  static Iterable<Tag> anyTags(Tags tags) {
    return tags;
  }

  private static Tags without(KeyNames key, Tags tags) {
    return Tags.of(
        tags.stream().filter(tag -> !tag.getKey().equals(key.asString())).toArray(Tag[]::new));
  }
}

package dev.imagespace.autoconfigure;

import static dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.PICTURE_MEMORY;
import static dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.PICTURE_MEMORY_MAX;
import static dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.QUEUE;
import static dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.STUCK_DECODERS;
import static dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.WEIGHTS_MEMORY;

import dev.imagespace.ImageSpace;
import dev.imagespace.event.SpaceStatistics;
import dev.imagespace.execution.Towers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What spaces hold at each moment, asked for when a registry publishes it. Thread-safe. */
final class ImageSpaceGauges implements MeterBinder {
  private final Supplier<Map<String, ImageSpace>> spaces;
  private final ImageSpaceMeterConvention convention;

  ImageSpaceGauges(Supplier<Map<String, ImageSpace>> spaces, ImageSpaceMeterConvention convention) {
    this.spaces = spaces;
    this.convention = convention;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    spaces.get().forEach((name, space) -> bind(registry, name, space));
  }

  private void bind(MeterRegistry registry, String name, ImageSpace space) {
    Tags tags = convention.ofSpace(name);
    gauge(registry, WEIGHTS_MEMORY, tags, space, SpaceStatistics::weightBytes);
    gauge(registry, PICTURE_MEMORY, tags, space, SpaceStatistics::memoryInFlight);
    gauge(registry, PICTURE_MEMORY_MAX, tags, space, SpaceStatistics::maxMemoryInFlight);
    gauge(registry, STUCK_DECODERS, tags, space, SpaceStatistics::stuckDecoders);
    Tags image = convention.ofTower(name, Towers.IMAGE);
    gauge(registry, QUEUE, image, space, SpaceStatistics::waitingPictures);
    Tags text = convention.ofTower(name, Towers.TEXT);
    gauge(registry, QUEUE, text, space, SpaceStatistics::waitingTexts);
  }

  private static void gauge(
      MeterRegistry registry,
      ImageSpaceMeterDocumentation meter,
      Tags tags,
      ImageSpace space,
      ToDoubleFunction<SpaceStatistics> value) {
    Gauge.builder(meter.getName(), space, of -> value.applyAsDouble(of.statistics()))
        .baseUnit(meter.getBaseUnit())
        .tags(ImageSpaceMeters.anyTags(tags))
        .register(registry);
  }
}

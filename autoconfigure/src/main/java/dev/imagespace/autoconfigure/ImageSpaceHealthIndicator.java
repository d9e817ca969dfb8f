package dev.imagespace.autoconfigure;

import dev.imagespace.ImageSpace;
import dev.imagespace.event.SpaceStatistics;
import dev.imagespace.execution.NetworkBusyException;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.model.ModelDownload;
import dev.imagespace.model.ModelOrigin;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether the models of all spaces answer a text and a picture. Weights that are arriving, and
 * requests enough for now, are no failure, and yet out of service. No answer tells of a picture, a
 * text, an address or a token. Thread-safe.
 */
public final class ImageSpaceHealthIndicator extends AbstractHealthIndicator {
  private final Supplier<Map<String, ImageSpace>> spaces;
  private final ArrivingWeights arriving;
  private final ImageSpaceHealthProperties properties;
  private final boolean releases;
  private final Map<String, SpaceProbe> probes = new ConcurrentHashMap<>();

  ImageSpaceHealthIndicator(
      Supplier<Map<String, ImageSpace>> spaces,
      ArrivingWeights arriving,
      ImageSpaceHealthProperties properties,
      boolean releases) {
    super("Asking the models failed");
    this.spaces = spaces;
    this.arriving = arriving;
    this.properties = properties;
    this.releases = releases;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    Status worst = Status.UP;
    for (Map.Entry<String, ImageSpace> each : spaces.get().entrySet()) {
      Map<String, Object> details = new LinkedHashMap<>();
      Status status = health(each.getKey(), each.getValue(), details);
      details.put("status", status.getCode());
      builder.withDetail(each.getKey(), details);
      worst = worse(worst, status);
    }
    builder.status(worst);
  }

  private Status health(String name, ImageSpace space, Map<String, Object> details) {
    details.put("model", space.modelInfo().model());
    Optional<ModelDownload> download =
        Optional.ofNullable(space.modelInfo().origin())
            .map(ModelOrigin::repository)
            .flatMap(arriving::of);
    details.put("weights", download.map(ImageSpaceHealthIndicator::inWords).orElse("present"));
    if (download.isPresent()) {
      // A run would only wait for them.
      return download.get().state() == ModelDownload.State.FAILED
          ? Status.DOWN
          : Status.OUT_OF_SERVICE;
    }
    SpaceStatistics statistics = space.statistics();
    details.put("waitingPictures", statistics.waitingPictures());
    details.put("waitingTexts", statistics.waitingTexts());
    if (statistics.stuckDecoders() > 0) {
      details.put("stuckDecoders", statistics.stuckDecoders());
    }
    return answer(
        probes
            .computeIfAbsent(
                name, key -> new SpaceProbe(space, properties.deadline(), properties.cache()))
            .ask(towers(space)),
        details);
  }

  /** Whose weights are freed when nobody asks must not be asked for the sake of health. */
  private Towers towers(ImageSpace space) {
    Towers asked = properties.towers();
    Towers loaded = releases ? space.loadedTowers() : Towers.BOTH;
    return Towers.of(asked.text() && loaded.text(), asked.image() && loaded.image());
  }

  private static String inWords(ModelDownload download) {
    return download.state() == ModelDownload.State.FAILED
        ? "failed"
        : "arriving, %.0f %%".formatted(100 * download.fraction());
  }

  private static Status answer(SpaceProbe.Answer answer, Map<String, Object> details) {
    if (answer instanceof SpaceProbe.Answer.Failed failed) {
      details.put("answer", failed.reason().getClass().getSimpleName());
      return isBusy(failed.reason()) ? Status.OUT_OF_SERVICE : Status.DOWN;
    }
    boolean late = answer instanceof SpaceProbe.Answer.Late;
    details.put("answer", late ? "none in time" : "right");
    return late ? Status.OUT_OF_SERVICE : Status.UP;
  }

  private static boolean isBusy(Throwable reason) {
    return reason instanceof NetworkBusyException
        || (reason instanceof ImageRejectedException image
            && image.reason() == ImageRejectedException.Reason.BUSY);
  }

  private static Status worse(Status a, Status b) {
    return rank(a) >= rank(b) ? a : b;
  }

  private static int rank(Status status) {
    return status.equals(Status.DOWN) ? 2 : status.equals(Status.OUT_OF_SERVICE) ? 1 : 0;
  }
}

package dev.imagespace.encode;

import dev.imagespace.checkpoint.PublishedArchitecture;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.PublishedModel;
import dev.imagespace.model.hub.OpenClipPretrained;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What OpenCLIP publishes, and what of it can be built. Stateless. */
public final class PublishedModels {

  private PublishedModels() {}

  /** Every pair of architecture and tag, ordered by both. Builds each network, without weights. */
  public static List<PublishedModel> openClip() {
    List<PublishedModel> models = new ArrayList<>();
    OpenClipPretrained.table()
        .forEach(
            (architecture, tags) -> {
              Built built = Built.of(architecture);
              tags.forEach(
                  (tag, repository) -> models.add(built.model(architecture, tag, repository)));
            });
    return models;
  }

  /** A network, or why there is none. */
  private record Built(@Nullable PublishedArchitecture network, @Nullable String refusal) {

    static Built of(String architecture) {
      try {
        return new Built(PublishedArchitecture.of(architecture), null);
      } catch (InvalidCheckpointException | IllegalArgumentException e) {
        return new Built(null, String.valueOf(e.getMessage()));
      }
    }

    PublishedModel model(String architecture, String tag, String repository) {
      return new PublishedModel(
          architecture,
          tag,
          repository,
          network == null ? null : network.network(),
          network == null ? 0 : network.dimension(),
          network == null ? 0 : network.parameters(),
          refusal);
    }
  }
}

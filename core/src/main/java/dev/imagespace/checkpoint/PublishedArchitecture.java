package dev.imagespace.checkpoint;

import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.openclip.OpenClipText;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.StoredTensor;
import dev.imagespace.tensor.Weights;
import java.nio.file.Path;

/**
 * A network that OpenCLIP publishes weights of, by the configuration that OpenCLIP has of it.
 *
 * @param network both towers, for a person
 * @param dimension of the vectors
 * @param parameters numbers in both towers
 */
public record PublishedArchitecture(String network, int dimension, long parameters) {
  private static final JsonConfig ALL =
      JsonConfig.resource(OpenClipText.class, "architectures.json");

  /**
   * Builds it, without weights.
   *
   * @throws InvalidCheckpointException where it cannot be built; the message says why
   */
  public static PublishedArchitecture of(String name) {
    if (!ALL.hasObject(name)) {
      throw new InvalidCheckpointException(
          "OpenCLIP's configuration of '%s' is not known".formatted(name));
    }
    Weights weights = Weights.assumed();
    ModelDirectory none = new ModelDirectory(name, Path.of(name + ", which is not there"));
    OpenClipLayout.Towers towers = OpenClipLayout.towers(ALL.object(name), none, weights);
    return new PublishedArchitecture(
        towers.image().describe() + "; " + towers.text().tower().describe(),
        towers.dimension(),
        weights.used().stream().mapToLong(StoredTensor::elements).sum());
  }
}

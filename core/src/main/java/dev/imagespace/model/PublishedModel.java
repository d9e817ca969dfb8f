package dev.imagespace.model;

import org.jspecify.annotations.Nullable;

/**
 * Weights that OpenCLIP publishes, and the network that is built for them.
 *
 * @param architecture as OpenCLIP names it, such as "ViT-B-32"
 * @param tag of the weights, such as "openai"
 * @param repository on the hub, or one file of it
 * @param network both towers, for a person; null where it cannot be built
 * @param dimension of the vectors; 0 where the network cannot be built
 * @param parameters numbers in both towers; 0 where the network cannot be built
 * @param refusal why the network cannot be built; null where it can
 */
public record PublishedModel(
    String architecture,
    String tag,
    String repository,
    @Nullable String network,
    int dimension,
    long parameters,
    @Nullable String refusal) {

  /**
   * Whether the pair is one file of a repository without a configuration: its network can be built,
   * but the pair cannot be named as a model.
   */
  public boolean isBareFile() {
    return repository.indexOf('/') != repository.lastIndexOf('/');
  }

  /** Whether its network can be built. */
  public boolean isCovered() {
    return refusal == null;
  }
}

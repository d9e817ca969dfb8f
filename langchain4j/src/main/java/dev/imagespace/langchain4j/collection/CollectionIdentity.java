package dev.imagespace.langchain4j.collection;

import dev.imagespace.ImageSpace;
import java.util.Map;
import java.util.Optional;

/**
 * Whose vectors a collection holds. Immutable.
 *
 * @param fingerprint {@link ImageSpace#fingerprint()}: vectors compare under equal ones only
 * @param model its name, for people
 * @param dimension of the vectors
 */
public record CollectionIdentity(String fingerprint, String model, int dimension) {
  private static final String FINGERPRINT = "fingerprint";
  private static final String MODEL = "model";
  private static final String DIMENSION = "dimension";

  /** Reads every weight of the space once. */
  public static CollectionIdentity of(ImageSpace space) {
    return new CollectionIdentity(space.fingerprint(), space.modelInfo().model(), space.length());
  }

  /** Empty where the properties of a catalog do not say. */
  static Optional<CollectionIdentity> in(Map<String, String> properties) {
    String fingerprint = properties.get(FINGERPRINT);
    return fingerprint == null
        ? Optional.empty()
        : Optional.of(
            new CollectionIdentity(
                fingerprint,
                properties.getOrDefault(MODEL, "?"),
                Integer.parseInt(properties.getOrDefault(DIMENSION, "0"))));
  }

  Map<String, String> asProperties() {
    return Map.of(FINGERPRINT, fingerprint, MODEL, model, DIMENSION, Integer.toString(dimension));
  }

  /**
   * Refuses a space whose vectors do not compare with these.
   *
   * @throws CollectionMismatchException which names the remedies
   */
  public void requireSame(CollectionIdentity other) {
    if (dimension != other.dimension || !fingerprint.equals(other.fingerprint)) {
      throw new CollectionMismatchException(this, other);
    }
  }

  @Override
  public String toString() {
    return "'%s' (fingerprint %s, %d dimensions)".formatted(model, fingerprint, dimension);
  }
}

package dev.imagespace.langchain4j.collection;

import dev.imagespace.ImageSpace;

/**
 * Whose vectors a collection holds. Immutable.
 *
 * @param fingerprint {@link ImageSpace#fingerprint()}: vectors compare under equal ones only
 * @param model its name, for people
 * @param dimension of the vectors
 */
public record CollectionIdentity(String fingerprint, String model, int dimension) {

  /** Reads every weight of the space once. */
  public static CollectionIdentity of(ImageSpace space) {
    return new CollectionIdentity(space.fingerprint(), space.modelInfo().model(), space.length());
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

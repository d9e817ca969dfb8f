package dev.imagespace.image;

import org.jspecify.annotations.Nullable;

/**
 * Resources that spaces share: processors, memory for pictures that are being loaded, and decoder
 * threads. All spaces of a JVM share the same, unless they are given others. Each instance stands
 * for resources of its own, even where two have the same numbers. Immutable and thread-safe.
 */
public final class Resources {
  private static final Resources SHARED = new Resources(null, null, null, null);

  private final @Nullable Integer processors;
  private final @Nullable Long maxMemory;
  private final @Nullable Integer maxStuckDecoders;
  private final @Nullable Resources others;

  private Resources(
      @Nullable Integer processors,
      @Nullable Long maxMemory,
      @Nullable Integer maxStuckDecoders,
      @Nullable Resources others) {
    if (processors != null) {
      Positive.require("processors", "imagespace.processors", processors);
    }
    if (maxMemory != null) {
      Positive.require("maxMemory", "imagespace.image.max-memory", maxMemory);
    }
    if (maxStuckDecoders != null) {
      Positive.require("maxStuckDecoders", "imagespace.image.max-stuck-decoders", maxStuckDecoders);
    }
    this.processors = processors;
    this.maxMemory = maxMemory;
    this.maxStuckDecoders = maxStuckDecoders;
    this.others = others;
  }

  /**
   * Returns the resources of the JVM: its processors, at least two; half of the heap for pictures;
   * at most four stuck decoders.
   */
  public static Resources shared() {
    return SHARED;
  }

  /** Returns a builder; what it is not told stays shared with the JVM. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns these with so many processors. All that ask for the same number share them, so that
   * several spaces of a JVM compute on no more together.
   *
   * @param number at least 1, and 1 is enough
   */
  public Resources ofProcessors(int number) {
    return new Resources(number, maxMemory, maxStuckDecoders, others == null ? this : others);
  }

  /** Returns those that all but the processors are of, after {@link #ofProcessors}; else null. */
  public @Nullable Resources others() {
    return others;
  }

  /** Returns how many threads compute at a time; null for the shared processors of the JVM. */
  public @Nullable Integer processors() {
    return processors;
  }

  /** Returns the bytes that pictures may use while they are loaded; null for the shared memory. */
  public @Nullable Long maxMemory() {
    return maxMemory;
  }

  /** Returns how many decoders may run on past their deadline; null for the shared limit. */
  public @Nullable Integer maxStuckDecoders() {
    return maxStuckDecoders;
  }

  /** Builds resources of one's own. Not thread-safe. */
  public static final class Builder {
    private @Nullable Integer processors;
    private @Nullable Long maxMemory;
    private @Nullable Integer maxStuckDecoders;

    private Builder() {}

    /** How many threads compute at a time. Default: the processors of the JVM, shared. */
    public Builder processors(int number) {
      processors = number;
      return this;
    }

    /**
     * Bytes that all pictures may use while they are loaded, estimated from their headers. Default:
     * the memory of the JVM, shared.
     */
    public Builder maxMemory(long bytes) {
      maxMemory = bytes;
      return this;
    }

    /**
     * How many decoders may run on past their deadline before nothing more is decoded. Default: the
     * limit of the JVM, shared.
     */
    public Builder maxStuckDecoders(int most) {
      maxStuckDecoders = most;
      return this;
    }

    /**
     * Returns the resources; {@link Resources#shared()} if no value was set.
     *
     * @throws IllegalArgumentException if a number is not positive
     */
    public Resources build() {
      if (processors == null && maxMemory == null && maxStuckDecoders == null) {
        return shared();
      }
      return new Resources(processors, maxMemory, maxStuckDecoders, null);
    }
  }
}

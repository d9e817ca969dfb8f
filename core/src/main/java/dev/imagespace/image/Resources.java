package dev.imagespace.image;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What spaces and loaders share: the processors, the memory of pictures that are being loaded, and
 * the threads of their decoders. All of a JVM share one, unless they are given others. Two with the
 * same numbers are two: what is equal is not shared for that. Thread-safe.
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
      Positive.require("processors", processors);
    }
    if (maxMemory != null) {
      Positive.require("maxMemory", maxMemory);
    }
    if (maxStuckDecoders != null) {
      Positive.require("maxStuckDecoders", maxStuckDecoders);
    }
    this.processors = processors;
    this.maxMemory = maxMemory;
    this.maxStuckDecoders = maxStuckDecoders;
    this.others = others;
  }

  /**
   * Those of the JVM: its processors, and no fewer than two; half of the heap for pictures; four
   * decoders that do not end.
   */
  public static Resources shared() {
    return SHARED;
  }

  /** The shared ones, in place of which come others of one's own. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * These, with so many processors. All that ask for the same number share them, so that several
   * spaces of a JVM compute on no more together.
   *
   * @param number at least 1, and 1 is enough
   */
  public Resources ofProcessors(int number) {
    return new Resources(number, maxMemory, maxStuckDecoders, others == null ? this : others);
  }

  /** What all but the processors are of, where these were {@link #ofProcessors given} by number. */
  public @Nullable Resources others() {
    return others;
  }

  /** How many compute at a time; null for the processors of the JVM, shared with all. */
  public @Nullable Integer processors() {
    return processors;
  }

  /** Bytes that all pictures being loaded may take; null for the memory that all share. */
  public @Nullable Long maxMemory() {
    return maxMemory;
  }

  /** Decoders that are past their deadline and do not end; null for the bound that all share. */
  public @Nullable Integer maxStuckDecoders() {
    return maxStuckDecoders;
  }

  /** What is not to be shared with the rest of the JVM. Not thread-safe. */
  public static final class Builder {
    private @Nullable Integer processors;
    private @Nullable Long maxMemory;
    private @Nullable Integer maxStuckDecoders;

    private Builder() {}

    /** How many compute at a time. Default: those of the JVM. */
    public Builder processors(int number) {
      processors = number;
      return this;
    }

    /**
     * Bytes that all pictures being loaded may take together, by an estimate from their headers.
     * Default: those of the JVM.
     */
    public Builder maxMemory(long bytes) {
      maxMemory = bytes;
      return this;
    }

    /**
     * Decoders that are past their deadline and do not end, before nothing more is decoded.
     * Default: those of the JVM.
     */
    public Builder maxStuckDecoders(int most) {
      maxStuckDecoders = most;
      return this;
    }

    /**
     * The resources.
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

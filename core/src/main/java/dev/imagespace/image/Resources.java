package dev.imagespace.image;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What spaces and loaders share: the processors, the memory of pictures that are being loaded, and
 * the threads of their decoders. All of a JVM share one, unless they are given others. Thread-safe.
 */
public final class Resources {
  private static final int MAX_STUCK_DECODERS = 4;

  private final Processors processors;
  private final MemoryInFlight memory;
  private final DecoderThreads decoders;

  private Resources(Processors processors, MemoryInFlight memory, DecoderThreads decoders) {
    this.processors = processors;
    this.memory = memory;
    this.decoders = decoders;
  }

  /**
   * Those of the JVM: its processors, and no fewer than two; half of the heap for pictures; four
   * decoders that do not end.
   */
  public static Resources shared() {
    return Shared.RESOURCES;
  }

  /** The shared ones, in place of which come others of one's own. */
  public static Builder builder() {
    return new Builder();
  }

  /** What computes takes turns on these. */
  public Processors processors() {
    return processors;
  }

  /**
   * These, with so many processors. All that ask for the same number share them, so that several
   * spaces of a JVM compute on no more together.
   *
   * @param number at least 1, and 1 is enough
   */
  public Resources ofProcessors(int number) {
    if (number == processors.number()) {
      return this;
    }
    Processors granted = Shared.GRANTED.computeIfAbsent(number, Processors::new);
    return new Resources(granted, memory, decoders.on(granted));
  }

  MemoryInFlight memory() {
    return memory;
  }

  DecoderThreads decoders() {
    return decoders;
  }

  /** These, but for bounds that a loader has of its own. */
  Resources within(ImageLoading loading) {
    Long maxMemory = loading.maxMemory();
    Integer maxStuck = loading.maxStuckDecoders();
    return new Resources(
        processors,
        maxMemory == null ? memory : new MemoryInFlight(maxMemory),
        maxStuck == null ? decoders : new DecoderThreads(maxStuck, processors));
  }

  static void requirePositive(String name, @Nullable Number value) {
    if (value != null && value.longValue() <= 0) {
      throw new IllegalArgumentException(name + " must be positive, but is " + value);
    }
  }

  /** Made when first asked for. */
  private static final class Shared {
    private static final Resources RESOURCES = of(Processors.ofThisMachine());
    private static final Map<Integer, Processors> GRANTED = new ConcurrentHashMap<>();

    private static Resources of(Processors processors) {
      return new Resources(
          processors,
          new MemoryInFlight(Runtime.getRuntime().maxMemory() / 2),
          new DecoderThreads(MAX_STUCK_DECODERS, processors));
    }
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
      requirePositive("processors", processors);
      requirePositive("maxMemory", maxMemory);
      requirePositive("maxStuckDecoders", maxStuckDecoders);
      Resources shared = shared();
      if (processors == null && maxMemory == null && maxStuckDecoders == null) {
        return shared;
      }
      Processors own = processors == null ? shared.processors : new Processors(processors);
      return new Resources(
          own,
          maxMemory == null ? shared.memory : new MemoryInFlight(maxMemory),
          own == shared.processors && maxStuckDecoders == null
              ? shared.decoders
              : new DecoderThreads(
                  maxStuckDecoders == null ? MAX_STUCK_DECODERS : maxStuckDecoders, own));
    }
  }
}

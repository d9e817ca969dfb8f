package dev.imagespace.image.load;

import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.Resources;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What {@link Resources} stand for: there is one for each of them. Thread-safe. */
public final class Capacity {
  private static final int MAX_STUCK_DECODERS = 4;

  /** Whoever has no resources any more cannot ask for what they stood for. */
  private static final Map<Resources, Capacity> KNOWN =
      Collections.synchronizedMap(new WeakHashMap<>());

  private final Processors processors;
  private final MemoryInFlight memory;
  private final DecoderThreads decoders;

  private Capacity(Processors processors, MemoryInFlight memory, DecoderThreads decoders) {
    this.processors = processors;
    this.memory = memory;
    this.decoders = decoders;
  }

  public static Capacity of(Resources resources) {
    return resources == Resources.shared()
        ? Shared.CAPACITY
        : KNOWN.computeIfAbsent(resources, Capacity::own);
  }

  private static Capacity own(Resources resources) {
    Capacity shared = Shared.CAPACITY;
    Integer number = resources.processors();
    if (resources.others() != null && number != null) {
      return of(resources.others()).on(number);
    }
    Integer maxStuck = resources.maxStuckDecoders();
    Processors processors = number == null ? shared.processors : new Processors(number);
    return new Capacity(
        processors,
        memory(resources.maxMemory(), shared.memory),
        number == null && maxStuck == null
            ? shared.decoders
            : new DecoderThreads(maxStuck == null ? MAX_STUCK_DECODERS : maxStuck, processors));
  }

  /** The same on so many processors, which all share that ask for as many. */
  private Capacity on(int number) {
    if (number == processors.number()) {
      return this;
    }
    Processors granted = Shared.GRANTED.computeIfAbsent(number, Processors::new);
    return new Capacity(granted, memory, decoders.on(granted));
  }

  /** The same, but for bounds that a loader has of its own. */
  Capacity within(ImageLoading loading) {
    Integer maxStuck = loading.maxStuckDecoders();
    return new Capacity(
        processors,
        memory(loading.maxMemory(), memory),
        maxStuck == null ? decoders : new DecoderThreads(maxStuck, processors));
  }

  private static MemoryInFlight memory(@Nullable Long own, MemoryInFlight shared) {
    return own == null ? shared : new MemoryInFlight(own);
  }

  /** What computes takes turns on these. */
  public Processors processors() {
    return processors;
  }

  MemoryInFlight memory() {
    return memory;
  }

  DecoderThreads decoders() {
    return decoders;
  }

  /** Made when first asked for. */
  private static final class Shared {
    private static final Capacity CAPACITY = of(Processors.ofThisMachine());
    private static final Map<Integer, Processors> GRANTED = new ConcurrentHashMap<>();

    private static Capacity of(Processors processors) {
      return new Capacity(
          processors,
          new MemoryInFlight(Runtime.getRuntime().maxMemory() / 2),
          new DecoderThreads(MAX_STUCK_DECODERS, processors));
    }
  }
}

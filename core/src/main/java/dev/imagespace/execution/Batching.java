package dev.imagespace.execution;

import java.time.Duration;

/**
 * How the pictures and texts of concurrent callers are gathered into batches. Immutable.
 *
 * <p>Callers take turns: for a processor, for room in the queue, and in each batch. Whoever wants
 * much leaves room and turns to whoever wants little.
 *
 * @param pictures that are run together at most, property {@code imagespace.batching.pictures}
 * @param texts that are run together at most, property {@code imagespace.batching.texts}
 * @param queue pictures, and as many texts, that may wait for their turn before further ones wait
 *     outside; no call has more of them than there is room left; property {@code
 *     imagespace.batching.queue}
 * @param deadline longest wait of a call for a turn, be it for a processor, for room in the queue,
 *     or for the network; each turn that a call has begins it anew, and what runs is waited for to
 *     its end; property {@code imagespace.batching.deadline}
 */
public record Batching(int pictures, int texts, int queue, Duration deadline) {

  /** Refuses sizes and times that would let nothing through. */
  public Batching {
    requirePositive(pictures, "pictures");
    requirePositive(texts, "texts");
    requirePositive(queue, "queue");
    if (deadline.isZero() || deadline.isNegative()) {
      throw wrong("deadline", deadline, "a positive time");
    }
  }

  private static void requirePositive(int number, String name) {
    if (number < 1) {
      throw wrong(name, number, "at least 1");
    }
  }

  private static IllegalArgumentException wrong(String name, Object value, String right) {
    return new IllegalArgumentException(
        "'imagespace.batching.%s' is %s; give %s.".formatted(name, value, right));
  }

  public static Batching defaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The settings, one by one; each has a default. Not thread-safe. */
  public static final class Builder {
    private int pictures = 8;
    private int texts = 32;
    private int queue = 256;
    private Duration deadline = Duration.ofSeconds(60);

    private Builder() {}

    /**
     * Default: 8, where large networks have all but their full speed, and small ones still theirs.
     */
    public Builder pictures(int most) {
      pictures = most;
      return this;
    }

    /** Default: 32. */
    public Builder texts(int most) {
      texts = most;
      return this;
    }

    /** Default: 256. */
    public Builder queue(int most) {
      queue = most;
      return this;
    }

    /** Default: a minute. */
    public Builder deadline(Duration wait) {
      deadline = wait;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException if one is wrong; the message names its property
     */
    public Batching build() {
      return new Batching(pictures, texts, queue, deadline);
    }
  }
}

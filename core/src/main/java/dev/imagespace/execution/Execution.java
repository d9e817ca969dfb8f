package dev.imagespace.execution;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a model is run. Immutable.
 *
 * @param backend name of the engine, "pytorch" or "onnx"; null for the fastest on the class path
 *     that runs on the device
 * @param device "cpu", "cuda" or "cuda:1"; null for the CPU
 * @param processors that may compute at a time, property {@code imagespace.processors}; null for
 *     those that the JVM sees, which are too many where a container or a cluster grants fewer
 * @param threads of every forward pass, of which as many run side by side as that leaves room for;
 *     null for what is fastest. PyTorch takes it for the whole JVM
 * @param precision of the network's numbers
 * @param precisionCheck whether a model of less than {@link Precision#FLOAT32} is compared with
 *     itself in float32 as it loads, and refused where it differs too much
 * @param lowMemory whether an engine that may keep its weights in a second, faster form, or twice,
 *     does not
 * @param spinning whether the threads of a run wait busily for each other: faster on a machine of
 *     its own, slower on a shared one. PyTorch takes it for the whole JVM from the model that is
 *     first run, and the environment outranks it: OMP_WAIT_POLICY, GOMP_SPINCOUNT, KMP_BLOCKTIME
 * @param releaseAfter how long a tower is not used before its weights are freed, to be read again
 *     at the next use; null for never
 * @param batching how concurrent callers share it
 * @param maxTextLength most characters of a text; a longer one is refused, as reading it costs
 *     time, and memory outside the heap, of which a vector shows nothing
 */
public record Execution(
    @Nullable String backend,
    @Nullable String device,
    @Nullable Integer processors,
    @Nullable Integer threads,
    Precision precision,
    boolean precisionCheck,
    boolean lowMemory,
    boolean spinning,
    @Nullable Duration releaseAfter,
    Batching batching,
    int maxTextLength) {

  public Execution {
    requireText(backend, "backend", "'pytorch', 'onnx', or null for the fastest that is there");
    requireText(device, "device", "'cpu', 'cuda' or 'cuda:1', or null for the CPU");
    requirePositive(processors, "processors", "those that the JVM sees");
    requirePositive(threads, "threads", "the engine's choice");
    if (releaseAfter != null && (releaseAfter.isZero() || releaseAfter.isNegative())) {
      throw new IllegalArgumentException(
          "Weights are to be released after %s; give a positive time, or none for never. Check 'imagespace.release-after'."
              .formatted(releaseAfter));
    }
    if (maxTextLength < 1) {
      throw new IllegalArgumentException(
          "Texts of at most %d characters; give at least 1. Check 'imagespace.text.max-length'."
              .formatted(maxTextLength));
    }
  }

  private static void requireText(@Nullable String value, String name, String right) {
    if (value != null && value.isBlank()) {
      throw new IllegalArgumentException(
          "'imagespace.%s' is blank; give %s.".formatted(name, right));
    }
  }

  private static void requirePositive(@Nullable Integer number, String name, String otherwise) {
    if (number != null && number < 1) {
      throw new IllegalArgumentException(
          "%d %s; give at least 1, or none for %s. Check 'imagespace.%s'."
              .formatted(number, name, otherwise, name));
    }
  }

  public static Execution defaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** The settings, one by one; each has a default. Not thread-safe. */
  public static final class Builder {
    private @Nullable String backend;
    private @Nullable String device;
    private @Nullable Integer processors;
    private @Nullable Integer threads;
    private Precision precision = Precision.FLOAT32;
    private boolean precisionCheck = true;
    private boolean lowMemory;
    private boolean spinning;
    private @Nullable Duration releaseAfter;
    private Batching batching = Batching.defaults();
    private int maxTextLength = 100_000;

    private Builder() {}

    /** Default: null, the fastest engine on the class path that runs on the device. */
    public Builder backend(@Nullable String name) {
      backend = name;
      return this;
    }

    /** Default: null, the CPU. */
    public Builder device(@Nullable String name) {
      device = name;
      return this;
    }

    /** Default: null, those that the JVM sees. */
    public Builder processors(@Nullable Integer number) {
      processors = number;
      return this;
    }

    /** Default: null, the engine's own choice. */
    public Builder threads(@Nullable Integer number) {
      threads = number;
      return this;
    }

    /** Default: {@link Precision#FLOAT32}. */
    public Builder precision(Precision numbers) {
      precision = numbers;
      return this;
    }

    /** Default: true. */
    public Builder precisionCheck(boolean check) {
      precisionCheck = check;
      return this;
    }

    /** Default: false. */
    public Builder lowMemory(boolean low) {
      lowMemory = low;
      return this;
    }

    /** Default: false. */
    public Builder spinning(boolean spin) {
      spinning = spin;
      return this;
    }

    /** Default: null, never. */
    public Builder releaseAfter(@Nullable Duration idle) {
      releaseAfter = idle;
      return this;
    }

    /** Default: {@link Batching#defaults()}. */
    public Builder batching(Batching sharing) {
      batching = sharing;
      return this;
    }

    /** In characters. Default: 100,000, some forty pages. */
    public Builder maxTextLength(int characters) {
      maxTextLength = characters;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    public Execution build() {
      return new Execution(
          backend,
          device,
          processors,
          threads,
          precision,
          precisionCheck,
          lowMemory,
          spinning,
          releaseAfter,
          batching,
          maxTextLength);
    }
  }
}

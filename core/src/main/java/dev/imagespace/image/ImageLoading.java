package dev.imagespace.image;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * From where pictures are loaded, and at what cost. Immutable.
 *
 * @param limits of one picture
 * @param maxMemory bytes that all pictures being loaded may take together, by an estimate from
 *     their headers, property {@code imagespace.image.max-memory}
 * @param deadline of one decoder, and of its wait for memory, property {@code
 *     imagespace.image.deadline}
 * @param maxStuckDecoders that are past their deadline and do not end, before nothing more is
 *     decoded, property {@code imagespace.image.max-stuck-decoders}
 * @param allowedDirectories below which files are read, links resolved; empty for none that a text
 *     or a URI names, and for all that a {@link Path} of the program does; property {@code
 *     imagespace.image.allowed-directories}
 * @param urls properties {@code imagespace.image.url.…}
 */
public record ImageLoading(
    ImageLimits limits,
    long maxMemory,
    Duration deadline,
    int maxStuckDecoders,
    List<Path> allowedDirectories,
    UrlPolicy urls) {

  /** Refuses bounds that would refuse every picture. */
  public ImageLoading {
    allowedDirectories = List.copyOf(allowedDirectories);
    if (allowedDirectories.contains(Path.of(""))) {
      throw new IllegalArgumentException(
          "allowedDirectories has an empty path; write '.' for the working directory");
    }
    if (maxMemory <= 0 || maxStuckDecoders <= 0) {
      throw new IllegalArgumentException(
          "maxMemory and maxStuckDecoders must be positive, but are %d and %d"
              .formatted(maxMemory, maxStuckDecoders));
    }
    Deadline.requirePositive("deadline", deadline);
  }

  /** What a {@link #builder()} builds that is told nothing. */
  public static ImageLoading defaults() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Values of an {@link ImageLoading}. Not thread-safe. */
  public static final class Builder {
    private ImageLimits limits = ImageLimits.defaults();
    private long maxMemory = Runtime.getRuntime().maxMemory() / 2;
    private Duration deadline = Duration.ofSeconds(10);
    private int maxStuckDecoders = 4;
    private List<Path> allowedDirectories = List.of();
    private UrlPolicy urls = UrlPolicy.off();

    private Builder() {}

    /** Default: {@link ImageLimits#defaults()}. */
    public Builder limits(ImageLimits limits) {
      this.limits = limits;
      return this;
    }

    /** Bytes. Default: half of what the JVM may take. */
    public Builder maxMemory(long bytes) {
      maxMemory = bytes;
      return this;
    }

    /** Default: 10 seconds. */
    public Builder deadline(Duration deadline) {
      this.deadline = deadline;
      return this;
    }

    /** Default: 4. */
    public Builder maxStuckDecoders(int most) {
      maxStuckDecoders = most;
      return this;
    }

    /** Default: empty. Files that texts and URIs name are refused, those of a Path are read. */
    public Builder allowedDirectories(List<Path> directories) {
      allowedDirectories = directories;
      return this;
    }

    /** Default: {@link UrlPolicy#off()}. */
    public Builder urls(UrlPolicy policy) {
      urls = policy;
      return this;
    }

    public ImageLoading build() {
      return new ImageLoading(
          limits, maxMemory, deadline, maxStuckDecoders, allowedDirectories, urls);
    }
  }
}

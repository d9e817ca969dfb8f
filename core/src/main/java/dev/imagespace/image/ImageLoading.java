package dev.imagespace.image;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Settings of loading pictures: the limits of one picture, and where it may come from. Immutable.
 *
 * @param limits of one picture
 * @param maxMemory bytes that all pictures of one loader may use at a time, estimated from their
 *     headers; null (the default) for the limit that the {@link Resources} set for all loaders
 * @param deadline longest time to decode one picture, to wait for its memory, and to open and read
 *     a stream; property {@code imagespace.image.deadline}
 * @param maxStuckDecoders number of decoders of one loader that may run on past their deadline
 *     before it stops decoding; null (the default) for the limit of the {@link Resources}
 * @param allowedDirectories directories below which files are read, symbolic links resolved; if
 *     empty, any {@link Path} of the program is read, and no file that a text or a URI names;
 *     property {@code imagespace.image.allowed-directories}
 * @param urls settings of URLs, properties {@code imagespace.image.url.…}
 */
public record ImageLoading(
    ImageLimits limits,
    @Nullable Long maxMemory,
    Duration deadline,
    @Nullable Integer maxStuckDecoders,
    List<Path> allowedDirectories,
    UrlPolicy urls) {

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if a number or the deadline is not positive, or a directory is
   *     the empty path
   */
  public ImageLoading {
    allowedDirectories = List.copyOf(allowedDirectories);
    if (allowedDirectories.contains(Path.of(""))) {
      throw new IllegalArgumentException(
          "allowedDirectories has an empty path; write '.' for the working directory. Check"
              + " 'imagespace.image.allowed-directories'.");
    }
    if (maxMemory != null) {
      Positive.require("maxMemory", "imagespace.image.max-memory", maxMemory);
    }
    if (maxStuckDecoders != null) {
      Positive.require("maxStuckDecoders", "imagespace.image.max-stuck-decoders", maxStuckDecoders);
    }
    Positive.require("deadline", "imagespace.image.deadline", deadline);
  }

  /** Returns the defaults of the {@link #builder()}. */
  public static ImageLoading defaults() {
    return builder().build();
  }

  /** Returns a builder with all defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Builds an {@link ImageLoading}. Not thread-safe. */
  public static final class Builder {
    private ImageLimits limits = ImageLimits.defaults();
    private @Nullable Long maxMemory;
    private Duration deadline = Duration.ofSeconds(10);
    private @Nullable Integer maxStuckDecoders;
    private List<Path> allowedDirectories = List.of();
    private UrlPolicy urls = UrlPolicy.off();

    private Builder() {}

    /** Default: {@link ImageLimits#defaults()}. */
    public Builder limits(ImageLimits limits) {
      this.limits = limits;
      return this;
    }

    /** In bytes. Default: the limit of the {@link Resources}. */
    public Builder maxMemory(long bytes) {
      maxMemory = bytes;
      return this;
    }

    /** Default: 10 seconds. */
    public Builder deadline(Duration deadline) {
      this.deadline = deadline;
      return this;
    }

    /** Default: the limit of the {@link Resources}. */
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

package dev.imagespace.image;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From where pictures are loaded, and at what cost. Immutable.
 *
 * @param limits of one picture
 * @param maxMemory bytes that all pictures of one loader may take together, by an estimate from
 *     their headers; null, as a rule, for the bound of the {@link Resources} on those of all
 * @param deadline of one decoder, of its wait for memory, and of a stream from its opening to its
 *     end, property {@code imagespace.image.deadline}
 * @param maxStuckDecoders of one loader that are past their deadline and do not end, before it
 *     decodes nothing more; null, as a rule, for the bound of the {@link Resources}
 * @param allowedDirectories below which files are read, links resolved; empty for none that a text
 *     or a URI names, and for all that a {@link Path} of the program does; property {@code
 *     imagespace.image.allowed-directories}
 * @param urls properties {@code imagespace.image.url.…}
 */
public record ImageLoading(
    ImageLimits limits,
    @Nullable Long maxMemory,
    Duration deadline,
    @Nullable Integer maxStuckDecoders,
    List<Path> allowedDirectories,
    UrlPolicy urls) {

  /** Refuses bounds that would refuse every picture. */
  public ImageLoading {
    allowedDirectories = List.copyOf(allowedDirectories);
    if (allowedDirectories.contains(Path.of(""))) {
      throw new IllegalArgumentException(
          "allowedDirectories has an empty path; write '.' for the working directory");
    }
    if (maxMemory != null) {
      Positive.require("maxMemory", maxMemory);
    }
    if (maxStuckDecoders != null) {
      Positive.require("maxStuckDecoders", maxStuckDecoders);
    }
    Positive.require("deadline", deadline);
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

    /** Bytes. Default: what the {@link Resources} have for all. */
    public Builder maxMemory(long bytes) {
      maxMemory = bytes;
      return this;
    }

    /** Default: 10 seconds. */
    public Builder deadline(Duration deadline) {
      this.deadline = deadline;
      return this;
    }

    /** Default: as many as the {@link Resources} allow. */
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

package dev.imagespace.image.load;

import dev.imagespace.bounds.Countdown;
import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageLoad;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.Resources;
import dev.imagespace.image.url.HostResolver;
import dev.imagespace.image.url.UrlConnector;
import dev.imagespace.image.url.UrlLoader;
import dev.imagespace.pictures.Pictures;
import dev.imagespace.pictures.decode.DecodedImage;
import dev.imagespace.pictures.decode.EncodedImage;
import dev.imagespace.pictures.decode.PictureShape;
import dev.imagespace.pictures.decode.PixelUse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * Loads pictures within limits: PNG, JPEG, BMP, the first frame of a GIF or WebP, and the first
 * page of a TIFF. Thread-safe.
 *
 * <p>Width and height are read from the header and checked before a pixel is allocated. Colour
 * profiles and gamma are ignored, as every Python peer does. Decoders run on daemon threads of the
 * {@link Resources}.
 */
public final class ImageLoader implements AutoCloseable {
  /** Of a picture that is loaded by itself, for a processor. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ImageLoading loading;
  private final Pictures pictures;
  private final SourceBytes sourceBytes;
  private final MemoryInFlight memory;
  private final DecoderThreads threads;

  /** What is being decoded, to be stopped when this is closed. */
  private final Set<Decoding> running = ConcurrentHashMap.newKeySet();

  private volatile boolean closed;

  /** Shares the resources of the JVM. */
  public ImageLoader(ImageLoading loading) {
    this(loading, Resources.shared());
  }

  /** Shares these resources, but for bounds that the loading has of its own. */
  public ImageLoader(ImageLoading loading, Resources resources) {
    this(loading, Pictures.exact(), resources, HostResolver.SYSTEM, UrlConnector.SYSTEM_TLS);
  }

  /** With these limits, and all else by default. */
  public ImageLoader(ImageLimits limits) {
    this(ImageLoading.builder().limits(limits).build());
  }

  /**
   * A loader that decodes large JPEGs to fewer pixels, at least twice as many as a model needs:
   * {@link PixelRules.Decode#FAST}.
   *
   * @param neededSide of the shorter side, pixels
   */
  public static ImageLoader sampling(ImageLoading loading, Resources resources, int neededSide) {
    return new ImageLoader(
        loading,
        Pictures.fast(neededSide),
        resources,
        HostResolver.SYSTEM,
        UrlConnector.SYSTEM_TLS);
  }

  ImageLoader(
      ImageLoading loading,
      Pictures pictures,
      Resources resources,
      HostResolver resolver,
      Supplier<SSLSocketFactory> tls) {
    this.loading = loading;
    this.pictures = pictures;
    Capacity own = Capacity.of(resources).within(loading);
    memory = own.memory();
    threads = own.decoders();
    UrlConnector connector = new UrlConnector(loading.urls(), resolver, tls, threads::execute);
    sourceBytes =
        new SourceBytes(
            loading.limits(),
            new FileBytes(loading.limits(), new AllowedDirectories(loading.allowedDirectories())),
            new StreamBytes(loading.limits(), loading.deadline()),
            new UrlLoader(loading.urls(), connector, this::isPicture));
  }

  /**
   * Decodes in the native mode of the file. The memory of the picture counts as in flight until
   * this returns; {@link #load(ImageSource, Function)} counts it for as long as it is used.
   *
   * @throws ImageRejectedException if the source cannot be read, exceeds a limit, or is no complete
   *     picture in a supported format
   * @throws IllegalStateException if this loader is closed
   */
  public DecodedImage load(ImageSource source) {
    return load(source, image -> image);
  }

  /**
   * What {@code use} makes of the decoded picture, on the caller's thread. The picture's memory
   * counts as in flight meanwhile, and its decoder as at work: {@code use} loads no other picture.
   *
   * @throws ImageRejectedException see {@link #load(ImageSource)}
   * @throws IllegalStateException if this loader is closed
   */
  public <T> T load(ImageSource source, Function<? super DecodedImage, ? extends T> use) {
    return load(source, use, shape -> 0, new Processors.Caller(PATIENCE), new Watch());
  }

  /**
   * The same for a use that says what it takes, which then counts as in flight, too; as one of the
   * pictures of a caller, which take turns for processors with those of other callers.
   *
   * @param listener hears what became of the picture, on this thread
   * @throws ImageRejectedException see {@link #load(ImageSource)}
   * @throws IllegalStateException if this loader is closed
   */
  public <T> T load(
      ImageSource source,
      PixelUse<T> use,
      Processors.Caller caller,
      Consumer<? super ImageLoad> listener) {
    Watch watch = new Watch();
    T used;
    try {
      used = load(source, use::use, use::memory, caller, watch);
    } catch (ImageRejectedException e) {
      listener.accept(watch.end(e.reason()));
      throw e;
    }
    listener.accept(watch.end(null));
    return used;
  }

  private <T> T load(
      ImageSource source,
      Function<? super DecodedImage, ? extends T> use,
      ToLongFunction<PictureShape> inUse,
      Processors.Caller caller,
      Watch watch) {
    requireOpen();
    String name = source.describe();
    Countdown deadline = new Countdown(loading.deadline());
    try (Decoding decoding = new Decoding(deadline, memory.share(), inUse)) {
      SourceRead read = sourceBytes.read(source, decoding);
      watch.read(read);
      byte[] bytes = read.bytes();
      EncodedImage image = new EncodedImage(bytes, name, loading.limits(), decoding);
      watch.format = pictures.format(image);
      running.add(decoding);
      try {
        requireOpen();
        return threads.run(() -> decode(image), use, decoding, caller, name);
      } finally {
        running.remove(decoding);
      }
    } catch (OutOfMemoryError e) {
      throw outOfMemory(name, e);
    }
  }

  /** What is known of a load while it goes on. Not thread-safe: of the thread that loads. */
  private static final class Watch {
    private final long start = System.nanoTime();
    private @Nullable String format;
    private @Nullable String sha256;
    private long bytes;
    private long reading;

    void read(SourceRead read) {
      bytes = read.bytes().length;
      sha256 = read.sha256();
      reading = System.nanoTime() - start;
    }

    ImageLoad end(ImageRejectedException.@Nullable Reason rejection) {
      long duration = System.nanoTime() - start;
      return new ImageLoad(
          format,
          bytes,
          sha256,
          rejection,
          Duration.ofNanos(bytes == 0 ? duration : reading),
          Duration.ofNanos(duration));
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("This ImageLoader is closed");
    }
  }

  /** Decoders that are past their deadline and do not end: a sign of ill health, if not zero. */
  public int stuckDecoders() {
    return threads.stuck();
  }

  /** Bytes that all pictures being loaded take, as far as it is known before they are decoded. */
  public long memoryInFlight() {
    return memory.taken();
  }

  /** What {@link #memoryInFlight} never exceeds. */
  public long maxMemoryInFlight() {
    return memory.max();
  }

  /** Decodes nothing more, and stops what is being decoded. */
  @Override
  public void close() {
    closed = true;
    running.forEach(Decoding::stop);
  }

  private boolean isPicture(byte[] start) {
    return pictures.recognises(new EncodedImage(start, "", loading.limits()));
  }

  private DecodedImage decode(EncodedImage image) {
    try {
      DecodedImage decoded = pictures.decode(image);
      if (image.budget().isStopped()) {
        throw late(image, null);
      }
      return decoded;
    } catch (CancellationException e) {
      throw late(image, e);
    } catch (ImageRejectedException e) {
      Throwable cause = e.getCause();
      if (MemoryShortage.isBehind(cause)) {
        throw outOfMemory(image.name(), e);
      }
      throw cause != null && image.budget().isStopped() ? late(image, cause) : e;
    } catch (VirtualMachineError | LinkageError e) {
      if (MemoryShortage.isBehind(e)) {
        throw outOfMemory(image.name(), e);
      }
      throw e;
    }
  }

  /** No picture's fault: the estimate is too low, or others take more than their part. */
  private static ImageRejectedException outOfMemory(String name, Throwable cause) {
    return new ImageRejectedException(
        ImageRejectedException.Reason.OUT_OF_MEMORY,
        name
            + ": the JVM has not enough memory left to load it. Lower"
            + " 'imagespace.image.max-memory', so that fewer pictures are loaded at a time, or give"
            + " the JVM more (-Xmx).",
        cause);
  }

  private ImageRejectedException late(EncodedImage image, @Nullable Throwable cause) {
    return new ImageRejectedException(
        ImageRejectedException.Reason.TOO_SLOW,
        "%s: not decoded within %d ms. Raise 'imagespace.image.deadline' to wait longer."
            .formatted(image.name(), loading.deadline().toMillis()),
        cause);
  }
}

package dev.imagespace.autoconfigure;

import dev.imagespace.EmptyItemPolicy;
import dev.imagespace.ImageSpace;
import dev.imagespace.ImageSpaceBuilder;
import dev.imagespace.InvalidSpaceParamException;
import dev.imagespace.Schema;
import dev.imagespace.bounds.FileNames;
import dev.imagespace.execution.Batching;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Precision;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageLimits;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.Resources;
import dev.imagespace.image.UrlPolicy;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelHandler;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Properties of an {@link ImageSpace}. Immutable.
 *
 * @param enabled Whether an ImageSpace and its EmbeddingModel are configured.
 * @param model Model to load: a name on the Hugging Face hub, a directory, or a class path
 *     location.
 * @param modelHandler Family of files that the model is published in.
 * @param textModel Model of sentence-transformers that embeds texts instead of the model's own
 *     network, such as 'clip-ViT-B-32-multilingual-v1' beside 'clip-ViT-B-32'. When not set, none.
 * @param textLanguage Language of texts, where the model reads that: for NLLB, 'fra_Latn' and the
 *     like. When not set, as the model's files say, which is English.
 * @param modelCacheDir Directory of downloaded models, laid out as the Hugging Face tools lay out
 *     theirs. When not set, theirs is shared.
 * @param modelLicence Licences of weights that are accepted: any, or only those that are known to
 *     allow commercial use.
 * @param offline Whether no connection is opened to fetch a model. When not set, as HF_HUB_OFFLINE
 *     says.
 * @param hub Where models come from that are not in the cache directory.
 * @param backend Engine that runs the model, 'pytorch' or 'onnx'. When not set, the fastest on the
 *     class path that runs on the device.
 * @param device Device that runs the model, such as 'cpu' or 'cuda:1'.
 * @param processors Processors that may compute at a time, in all spaces together. When not set,
 *     those that the JVM sees, and no fewer than two.
 * @param threads Threads of every forward pass. For PyTorch, it holds for the whole JVM. When not
 *     set, a lone pass takes all processors, and of several side by side each takes one.
 * @param precision Numbers that the networks compute with. With 'int8' they are faster, and the
 *     vectors close to the originals instead of equal.
 * @param precisionCheck Whether a model in 'int8' is compared with itself in float32 as it loads,
 *     and refused where it differs too much.
 * @param lowMemory Whether weights are kept once, and never in a second, faster form.
 * @param spinning Whether the threads of a run wait busily for each other. Faster on a machine of
 *     its own, slower on a shared one. With PyTorch, holds for the whole JVM, and OMP_WAIT_POLICY
 *     in the environment outranks it.
 * @param warmUp Networks whose weights are read, and that are run once, before the application is
 *     ready: 'none', 'text', 'image' or 'both'. The start waits for it. 'true' is 'both', 'false'
 *     is 'none'.
 * @param releaseAfter How long a network is not used before its weights are freed, to be read again
 *     at the next use. When not set, never.
 * @param batching How the pictures and texts of concurrent callers are gathered into batches.
 * @param emptyItem What becomes of an item with neither picture nor description.
 * @param image Which pictures are accepted, and how they are read.
 * @param text Which texts are accepted.
 */
@ConfigurationProperties("imagespace")
public record ImageSpaceProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("clip-ViT-B-32") String model,
    @DefaultValue("sentence-transformers") ModelHandler modelHandler,
    @Nullable String textModel,
    @Nullable String textLanguage,
    // A String: Spring would look up a relative Path on the class path before the file system.
    @Nullable String modelCacheDir,
    @DefaultValue("any") HubSettings.LicencePolicy modelLicence,
    @Nullable Boolean offline,
    @DefaultValue Hub hub,
    @Nullable String backend,
    @Nullable String device,
    @Nullable Integer processors,
    @Nullable Integer threads,
    @DefaultValue("float32") Precision precision,
    @DefaultValue("true") boolean precisionCheck,
    @DefaultValue("false") boolean lowMemory,
    @DefaultValue("false") boolean spinning,
    // A String: "true" and "false" were its values once, and are in YAML no text.
    @DefaultValue("none") String warmUp,
    @Nullable Duration releaseAfter,
    @DefaultValue Batches batching,
    @DefaultValue("reject") EmptyItemPolicy emptyItem,
    @DefaultValue Image image,
    @DefaultValue Text text) {

  /**
   * A builder with these settings, for an application that describes its items with a schema of its
   * own. Its image is a blob {@code image} described by a string {@code description}.
   *
   * @throws InvalidSpaceParamException where a setting is none that can be
   */
  public ImageSpaceBuilder toBuilder() {
    return checked(this::builder);
  }

  private ImageSpaceBuilder builder() {
    Schema item = Schema.named("Item");
    return ImageSpace.builder()
        .image(item.blob("image").with(item.string("description")))
        .model(model)
        .modelHandler(modelHandler)
        .textModel(textModel)
        .textLanguage(textLanguage)
        .modelCacheDir(
            modelCacheDir == null
                ? null
                : FileNames.path(modelCacheDir, "imagespace.model-cache-dir"))
        .hub(hubSettings())
        .execution(execution())
        .emptyItem(emptyItem)
        .imagePolicy(image.policy())
        .pixelRules(image.pixelRules())
        .imageLoading(image.toLoading())
        .resources(resources());
  }

  /**
   * What these properties say of the processors and the memory that spaces share: those of the JVM,
   * but for bounds that are set here, which are of their own at each call.
   */
  public Resources resources() {
    Resources.Builder resources = Resources.builder();
    if (image.maxMemory() != null) {
      resources.maxMemory(image.maxMemory().toBytes());
    }
    if (image.maxStuckDecoders() != null) {
      resources.maxStuckDecoders(image.maxStuckDecoders());
    }
    return checked(
        () -> {
          Integer granted = execution().processors();
          return granted == null ? resources.build() : resources.build().ofProcessors(granted);
        });
  }

  /** What these properties say of how the model is run. */
  public Execution execution() {
    return Execution.builder()
        .backend(backend)
        .device(device)
        .processors(processors)
        .threads(threads)
        .precision(precision)
        .precisionCheck(precisionCheck)
        .lowMemory(lowMemory)
        .spinning(spinning)
        .releaseAfter(releaseAfter)
        .batching(batching.toBatching())
        .maxTextLength(text.maxLength())
        .build();
  }

  /**
   * What these properties say of the networks that are to be ready when the application is.
   *
   * @throws InvalidSpaceParamException if they name none that there are
   */
  public Towers warmUpTowers() {
    return checked(() -> Towers.parse(warmUp, "imagespace.warm-up"));
  }

  /** What these properties say of the hub, and where they are silent, the environment. */
  public HubSettings hubSettings() {
    HubSettings settings =
        checked(() -> hub.over(HubSettings.fromEnvironment())).withLicences(modelLicence);
    return offline == null ? settings : settings.withOffline(offline);
  }

  /** What is no argument to core is a wrong property here, which a failed start explains. */
  private static <T> T checked(Supplier<T> settings) {
    try {
      return settings.get();
    } catch (IllegalArgumentException e) {
      throw new InvalidSpaceParamException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * How the pictures and texts of concurrent callers are gathered into batches. Immutable.
   *
   * @param pictures Most pictures that are run together.
   * @param texts Most texts that are run together.
   * @param queue Pictures, and as many texts, that may wait for their turn before further callers
   *     wait outside.
   * @param deadline Longest wait of a picture or text for its turn, inside and outside.
   */
  public record Batches(
      @DefaultValue("8") int pictures,
      @DefaultValue("32") int texts,
      @DefaultValue("256") int queue,
      @DefaultValue("60s") Duration deadline) {

    Batching toBatching() {
      return new Batching(pictures, texts, queue, deadline);
    }
  }

  /**
   * Where models come from that are not in the cache directory. Immutable; its text shows no token.
   *
   * @param endpoint Address of the hub, or of a mirror. When not set, HF_ENDPOINT or the Hugging
   *     Face hub.
   * @param token Token for private models and for those whose licence must be accepted. When not
   *     set, HF_TOKEN or the token of the Hugging Face tools' login.
   * @param startTimeout Longest time that the small files of a model may take at start.
   * @param stallTimeout Silence after which a transfer is broken off and begun again.
   * @param connections Connections at once for one file.
   * @param weights When the weights are fetched: behind the start, before it goes on, or when a
   *     tower first runs.
   */
  public record Hub(
      @Nullable URI endpoint,
      @Nullable String token,
      @DefaultValue("10s") Duration startTimeout,
      @DefaultValue("30s") Duration stallTimeout,
      @DefaultValue("4") int connections,
      @DefaultValue("background") HubSettings.WeightFetch weights) {

    HubSettings over(HubSettings environment) {
      HubSettings settings =
          environment
              .withStartTimeout(startTimeout)
              .withStallTimeout(stallTimeout)
              .withConnections(connections)
              .withWeights(weights);
      if (endpoint != null) {
        settings = settings.withEndpoint(endpoint);
      }
      return token == null ? settings : settings.withToken(token);
    }

    @Override
    public String toString() {
      return "Hub[endpoint=%s, token=%s, weights=%s]"
          .formatted(endpoint, token == null ? "none" : "set", weights);
    }
  }

  /**
   * Which pictures are accepted, and how they are read. Immutable.
   *
   * @param policy Which pixels the model sees: the picture as a person sees it, or the pixels that
   *     the Python peer of the model handler reads.
   * @param alpha What becomes of transparency under the policy 'reference' of the model handler
   *     'sentence-transformers': on white as transformers 5 does it, or dropped as transformers 4.
   * @param resize Whose resize the policy 'reference' of the model handler 'sentence-transformers'
   *     reproduces.
   * @param resizeOrder Which Pillow's order of passes the policy 'reference' reproduces: that from
   *     13 on, or that up to 12.
   * @param decode Whether every pixel is decoded, or of JPEGs much larger than needed only some.
   *     The latter is faster and gives other vectors.
   * @param maxPixels Most pixels of a picture, read from its header before anything is decoded.
   * @param maxSide Most pixels along either side of a picture.
   * @param maxBytes Largest file or response that is read for a picture.
   * @param maxFrames Most frames of a picture, of which only the first is read. When not set, any
   *     number is accepted.
   * @param maxMemory What all pictures being loaded may take together, estimated from their
   *     headers. When not set, half of what the JVM may take.
   * @param deadline Longest time that one picture is decoded for, or waits for memory.
   * @param maxStuckDecoders Decoders past their deadline that do not end, before no further picture
   *     is decoded. When not set, 4.
   * @param allowedDirectories Directories below which pictures are read, symbolic links resolved.
   *     When empty, no file that a text or URI names, and any that code gives as a Path or
   *     Resource.
   * @param url Which URLs pictures are loaded from.
   */
  public record Image(
      @DefaultValue("visual") ImagePolicy policy,
      @DefaultValue("white") PixelRules.Alpha alpha,
      @DefaultValue("pillow") PixelRules.Resize resize,
      @DefaultValue("pillow13") PixelRules.ResizeOrder resizeOrder,
      @DefaultValue("exact") PixelRules.Decode decode,
      @DefaultValue("120000000") long maxPixels,
      @DefaultValue("65535") int maxSide,
      @DefaultValue("50MB") DataSize maxBytes,
      @Nullable Integer maxFrames,
      @Nullable DataSize maxMemory,
      @DefaultValue("10s") Duration deadline,
      @Nullable Integer maxStuckDecoders,
      @DefaultValue List<String> allowedDirectories,
      @DefaultValue Url url) {

    ImageLoading toLoading() {
      return ImageLoading.builder()
          .limits(limits())
          .deadline(deadline)
          .allowedDirectories(allowedDirectories.stream().map(Path::of).toList())
          .urls(url.toPolicy())
          .build();
    }

    PixelRules pixelRules() {
      return new PixelRules(alpha, resize, resizeOrder, decode);
    }

    ImageLimits limits() {
      return new ImageLimits(
          maxPixels,
          maxSide,
          maxBytes.toBytes(),
          maxFrames == null ? Integer.MAX_VALUE : maxFrames);
    }
  }

  /**
   * Which URLs pictures are loaded from. Immutable.
   *
   * @param enabled Whether pictures are loaded from URLs at all.
   * @param http Whether plain http is allowed too.
   * @param allowedHosts Hosts that pictures are loaded from: names, or '*.example.org' for every
   *     host below that one. When empty, every host with a public address.
   * @param allowedPorts Ports that are connected to. When empty, 443, and 80 with plain http.
   * @param connectTimeout Longest wait for a connection.
   * @param readTimeout Longest silence of a server.
   * @param totalTimeout Longest time for one picture, redirects included.
   */
  public record Url(
      @DefaultValue("false") boolean enabled,
      @DefaultValue("false") boolean http,
      @DefaultValue List<String> allowedHosts,
      @DefaultValue Set<Integer> allowedPorts,
      @DefaultValue("5s") Duration connectTimeout,
      @DefaultValue("10s") Duration readTimeout,
      @DefaultValue("30s") Duration totalTimeout) {

    UrlPolicy toPolicy() {
      return UrlPolicy.builder()
          .enabled(enabled)
          .http(http)
          .allowedHosts(allowedHosts)
          .allowedPorts(allowedPorts)
          .connectTimeout(connectTimeout)
          .readTimeout(readTimeout)
          .totalTimeout(totalTimeout)
          .build();
    }
  }

  /**
   * Which texts are accepted. Immutable.
   *
   * @param maxLength Most characters of a text. The model reads the first tokens of it, but its
   *     cleaning looks at all.
   */
  public record Text(@DefaultValue("100000") int maxLength) {}
}

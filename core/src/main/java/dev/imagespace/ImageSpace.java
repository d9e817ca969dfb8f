package dev.imagespace;

import dev.imagespace.TransformationConfig.Aggregation;
import dev.imagespace.TransformationConfig.PartScale;
import dev.imagespace.encode.DualEncoder;
import dev.imagespace.encode.Encoder;
import dev.imagespace.encode.EncoderSettings;
import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.event.SpaceStatistics;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.Resources;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelDownloadListener;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A space in which pictures and their descriptions are vectors of one length.
 *
 * <p>An item's vector is {@code L2norm(E(image) + E(description))}; where one part is missing, the
 * unit vector of the other. With {@link ModelHandler#SENTENCE_TRANSFORMERS} E is the raw output of
 * the network, with {@link ModelHandler#OPEN_CLIP} each part is of unit length first. Parts that
 * cancel exactly give zeros, never NaN.
 *
 * <p>Two spaces are equal if their {@link TransformationConfig} and their fields are; the order in
 * which the fields were given and how the model is run do not count. Thread-safe. Holds native
 * memory until closed.
 */
public final class ImageSpace implements AutoCloseable {
  private final SpaceFields fields;
  private final TransformationConfig config;
  private final Encoder encoder;
  private final ItemEmbedder items;
  private final ImageFieldSet image;
  private final DescriptionFieldSet description;

  ImageSpace(SpaceFields fields, TransformationConfig config, Encoder encoder) {
    this.fields = fields;
    this.config = config;
    this.encoder = encoder;
    items = new ItemEmbedder(encoder, config);
    image = new ImageFieldSet(this, fields.pictures());
    description = new DescriptionFieldSet(this, fields.descriptions());
  }

  public static Builder builder() {
    return new Builder();
  }

  /** In words: the model, the fields it encodes, and what the sign of a weight favours. */
  public String annotation() {
    return ("Encodes pictures%s with the %s model %s. Affected fields: %s. A clause takes a picture"
            + " or a text. Its positive weight favours items that are similar to it, the more so"
            + " the larger the weight is against those of other clauses and spaces; zero makes it"
            + " indifferent; its negative weight favours items that are dissimilar to it.")
        .formatted(
            description.fields().isEmpty() ? "" : " and their descriptions",
            config.embedding().modelHandler(),
            config.embedding().model(),
            fieldNames());
  }

  public TransformationConfig transformationConfig() {
    return config;
  }

  /** Dimension of the vectors; known without running the network. */
  public int length() {
    return config.length();
  }

  /** What a query's picture clause addresses. */
  public ImageFieldSet image() {
    return image;
  }

  /** What a query's text clause addresses. */
  public DescriptionFieldSet description() {
    return description;
  }

  public ModelInfo modelInfo() {
    return encoder.info();
  }

  /**
   * 16 hexadecimal digits of SHA-256 over whatever decides a vector: weights, preprocessing,
   * tokenizer, image policy, and the rule by which parts are added. Vectors compare only under
   * equal fingerprints. Reads every weight once.
   */
  public String fingerprint() {
    return SpaceFingerprint.of(encoder.fingerprint(), config);
  }

  /** The {@link #fingerprint}, where it was asked for before; reads nothing. */
  public Optional<String> knownFingerprint() {
    return Optional.ofNullable(encoder.knownFingerprint())
        .map(weights -> SpaceFingerprint.of(weights, config));
  }

  /**
   * The unit vector of one item.
   *
   * @throws RuntimeException the reason, if the item is rejected
   */
  public float[] embed(ImageData item) {
    return embed(List.of(item)).get(0);
  }

  /**
   * One unit vector for each item; the first item that is rejected ends the call.
   *
   * @throws RuntimeException the reason, if an item is rejected
   */
  public List<float[]> embed(List<ImageData> items) {
    return embedEach(items, Normalization.L2).stream().map(ImageSpace::vectorOf).toList();
  }

  /**
   * An outcome for each item, in order: a bad item costs nobody else anything. Pictures and texts
   * go to the network in batches, a description that occurs twice only once.
   */
  public List<ItemEmbedding> embedEach(List<ImageData> items, Normalization normalization) {
    return this.items.embedEach(List.copyOf(items), normalization);
  }

  /** A vector for each text, in order. "" is a text here, where as a description it is none. */
  public List<float[]> embedTexts(List<String> texts, Normalization normalization) {
    return encoder.encodeTexts(List.copyOf(texts)).stream()
        .map(vector -> normalization == Normalization.L2 ? unit(vector) : vector)
        .toList();
  }

  private float[] unit(float[] vector) {
    return new VectorSum(length()).add(vector).toUnit();
  }

  /**
   * The picture and description of a record whose schema this space was built with. A component
   * that is null is a missing part.
   *
   * @throws InvalidSpaceParamException if the space has no schema of this record
   */
  public ImageData imageDataOf(Record item) {
    InvalidSpaceParamException.given(item, "An item is needed to take a picture from; got null.");
    return fields.read(item);
  }

  /** A query without clauses. */
  public ImageSpaceQuery query() {
    return new ImageSpaceQuery(this, List.of());
  }

  /** Tokens of the text as the model reads it, start and end included. */
  public int countTokens(String text) {
    return encoder.countTokens(text);
  }

  /** Maps the weights and runs each tower once, so that the first item does not wait for it. */
  public void warmUp() {
    warmUp(Towers.BOTH);
  }

  /** As {@link #warmUp()}, of these towers alone: texts need nothing of the image tower. */
  public void warmUp(Towers towers) {
    encoder.warmUp(towers);
  }

  /** The towers whose weights are in memory: those that were used, and not released since. */
  public Towers loadedTowers() {
    return encoder.loaded();
  }

  /** What waits, and what it takes, at this moment; for health checks and gauges. */
  public SpaceStatistics statistics() {
    return encoder.statistics();
  }

  /** Frees the native memory; the space embeds nothing afterwards. */
  @Override
  public void close() {
    encoder.close();
  }

  /** The vector of each clause, as the network or the caller gave it. */
  List<float[]> encode(List<ImageSpaceQuery.Clause> clauses) {
    return new ClauseEncoder(encoder).encode(clauses);
  }

  private static float[] vectorOf(ItemEmbedding embedding) {
    if (embedding instanceof ItemEmbedding.Rejected rejected) {
      throw rejected.reason();
    }
    return ((ItemEmbedding.Embedded) embedding).vector();
  }

  private String fieldNames() {
    return description.fields().isEmpty() ? image.toString() : image + ", " + description;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ImageSpace that
        && config.equals(that.config)
        && fields.equals(that.fields);
  }

  @Override
  public int hashCode() {
    return Objects.hash(config, fields);
  }

  @Override
  public String toString() {
    return "ImageSpace[%s, %s, fields %s, length %d]"
        .formatted(
            config.embedding().model(),
            config.embedding().modelHandler(),
            fieldNames(),
            config.length());
  }

  /** Superlinked's constructor, and what Java adds to it. Not thread-safe. */
  public static final class Builder {
    private @Nullable List<@Nullable ImageField> images;
    private String model = "clip-ViT-B-32";
    private ModelHandler modelHandler = ModelHandler.SENTENCE_TRANSFORMERS;
    private @Nullable Path modelCacheDir;
    private Execution execution = Execution.defaults();
    private ImagePolicy imagePolicy = ImagePolicy.VISUAL;
    private PixelRules pixelRules = PixelRules.defaults();
    private ImageLoading imageLoading = ImageLoading.defaults();
    private Resources resources = Resources.shared();
    private EmptyItemPolicy emptyItem = EmptyItemPolicy.REJECT;
    private HubSettings hub = HubSettings.fromEnvironment();
    private ModelDownloadListener downloads = download -> {};
    private @Nullable ImageSpaceListener listener;

    private Builder() {}

    /** The picture field, described or not. Replaces what was given before. */
    public Builder image(ImageField image) {
      images = Collections.singletonList(image);
      return this;
    }

    /** The picture fields of several schemas, one of each. Null entries are left out. */
    public Builder images(List<@Nullable ImageField> images) {
      this.images = images == null ? null : new ArrayList<>(images);
      return this;
    }

    /** A name, a directory, {@code classpath:…} or {@code mini}. Default: "clip-ViT-B-32". */
    public Builder model(String model) {
      this.model = model;
      return this;
    }

    /** Default: {@link ModelHandler#SENTENCE_TRANSFORMERS}. */
    public Builder modelHandler(ModelHandler handler) {
      modelHandler = handler;
      return this;
    }

    /** Null, the default, for the cache of the Hugging Face tools. */
    public Builder modelCacheDir(@Nullable Path directory) {
      modelCacheDir = directory;
      return this;
    }

    /** Engine, device, threads and precision. Default: {@link Execution#defaults()}. */
    public Builder execution(Execution execution) {
      this.execution = execution;
      return this;
    }

    /** Default: {@link ImagePolicy#VISUAL}. */
    public Builder imagePolicy(ImagePolicy policy) {
      imagePolicy = policy;
      return this;
    }

    /**
     * Which Python peer the policy {@link ImagePolicy#REFERENCE} reproduces, and how carefully
     * pictures are decoded. Default: {@link PixelRules#defaults()}.
     */
    public Builder pixelRules(PixelRules rules) {
      pixelRules = rules;
      return this;
    }

    /** Default: {@link ImageLoading#defaults()}. */
    public Builder imageLoading(ImageLoading loading) {
      imageLoading = loading;
      return this;
    }

    /** Processors and memory. Default: {@link Resources#shared()}, with all of the JVM. */
    public Builder resources(Resources shared) {
      resources = shared;
      return this;
    }

    /** Default: {@link EmptyItemPolicy#REJECT}. */
    public Builder emptyItem(EmptyItemPolicy policy) {
      emptyItem = policy;
      return this;
    }

    /** Where models come from. Default: {@link HubSettings#fromEnvironment()}. */
    public Builder hub(HubSettings settings) {
      hub = settings;
      return this;
    }

    /** Hears of the files that are downloaded; the log does in any case. */
    public Builder modelDownloads(ModelDownloadListener listener) {
      downloads = listener;
      return this;
    }

    /** Hears what the space does, to measure it. Null, the default, for nobody. */
    public Builder listener(@Nullable ImageSpaceListener listener) {
      this.listener = listener;
      return this;
    }

    /**
     * Opens the model: fetches what is not there yet, its weights behind the call, and reads its
     * configuration and headers, no weights yet.
     *
     * @throws InvalidSpaceParamException if a parameter is missing or wrong; nothing is opened then
     * @throws dev.imagespace.model.ModelException if the model cannot be used
     */
    public ImageSpace build() {
      return build(DualEncoder::open);
    }

    ImageSpace build(Function<EncoderSettings, ? extends Encoder> opener) {
      SpaceFields fields = SpaceFields.of(images);
      EncoderSettings settings = settings();
      Encoder encoder = opener.apply(settings);
      // The opened model knows its handler better: the embedded default has one of its own.
      ModelHandler handler = encoder.info().handler();
      return new ImageSpace(
          fields,
          new TransformationConfig(
              Normalization.L2,
              new Aggregation(PartScale.of(handler), emptyItem),
              new TransformationConfig.Embedding(
                  model, handler, imagePolicy, pixelRules, encoder.info().dimension())),
          encoder);
    }

    private EncoderSettings settings() {
      requireText(model, "model", "a name such as 'clip-ViT-B-32', or a directory");
      InvalidSpaceParamException.given(modelHandler, missing("modelHandler"));
      InvalidSpaceParamException.given(imagePolicy, missing("imagePolicy"));
      InvalidSpaceParamException.given(pixelRules, missing("pixelRules"));
      if (imagePolicy == ImagePolicy.VISUAL && !pixelRules.isDefaultPeer()) {
        throw new InvalidSpaceParamException(
            "pixelRules are %s: another peer is reproduced under imagePolicy REFERENCE only."
                .formatted(pixelRules));
      }
      InvalidSpaceParamException.given(imageLoading, missing("imageLoading"));
      InvalidSpaceParamException.given(resources, missing("resources"));
      InvalidSpaceParamException.given(emptyItem, missing("emptyItem"));
      InvalidSpaceParamException.given(execution, missing("execution"));
      InvalidSpaceParamException.given(hub, missing("hub"));
      InvalidSpaceParamException.given(downloads, missing("modelDownloads"));
      return new EncoderSettings(
          model,
          modelHandler,
          modelCacheDir,
          execution,
          imagePolicy,
          pixelRules,
          imageLoading,
          resources,
          hub,
          downloads,
          listener);
    }

    private static String missing(String parameter) {
      return parameter + " is null; leave it out for its default.";
    }

    private static void requireText(@Nullable String value, String parameter, String right) {
      if (value == null || value.isBlank()) {
        throw new InvalidSpaceParamException(
            "%s is %s; give %s.".formatted(parameter, value == null ? "null" : "blank", right));
      }
    }
  }
}

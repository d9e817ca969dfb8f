package dev.imagespace;

import dev.imagespace.TransformationConfig.Aggregation;
import dev.imagespace.TransformationConfig.PartScale;
import dev.imagespace.encode.DualEncoder;
import dev.imagespace.encode.Encoder;
import dev.imagespace.encode.EncoderSettings;
import dev.imagespace.encode.TextSettings;
import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.execution.Execution;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.Resources;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelDownloadListener;
import dev.imagespace.model.ModelHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Superlinked's constructor, and what Java adds to it. Not thread-safe. */
public final class ImageSpaceBuilder {
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
  private @Nullable String textModel;
  private @Nullable String textLanguage;

  ImageSpaceBuilder() {}

  /** The picture field, described or not. Replaces what was given before. */
  public ImageSpaceBuilder image(ImageField image) {
    images = Collections.singletonList(image);
    return this;
  }

  /** The picture fields of several schemas, one of each. Null entries are left out. */
  public ImageSpaceBuilder images(List<@Nullable ImageField> images) {
    this.images = images == null ? null : new ArrayList<>(images);
    return this;
  }

  /** A name, a directory, {@code classpath:…} or {@code mini}. Default: "clip-ViT-B-32". */
  public ImageSpaceBuilder model(String model) {
    this.model = model;
    return this;
  }

  /** Default: {@link ModelHandler#SENTENCE_TRANSFORMERS}. */
  public ImageSpaceBuilder modelHandler(ModelHandler handler) {
    modelHandler = handler;
    return this;
  }

  /**
   * A model of sentence-transformers that embeds texts instead of the model's own tower, such as
   * "clip-ViT-B-32-multilingual-v1" beside "clip-ViT-B-32": by name or directory. Their dimensions
   * must be equal. Null, the default, for the model's own tower.
   */
  public ImageSpaceBuilder textModel(@Nullable String model) {
    textModel = model;
    return this;
  }

  /**
   * The language of texts, where the model reads that: for NLLB, "fra_Latn" and the like. A model
   * that knows no such language is refused. Null, the default, for the model's own, English.
   */
  public ImageSpaceBuilder textLanguage(@Nullable String language) {
    textLanguage = language;
    return this;
  }

  /** Null, the default, for the cache of the Hugging Face tools. */
  public ImageSpaceBuilder modelCacheDir(@Nullable Path directory) {
    modelCacheDir = directory;
    return this;
  }

  /** Engine, device, threads and precision. Default: {@link Execution#defaults()}. */
  public ImageSpaceBuilder execution(Execution execution) {
    this.execution = execution;
    return this;
  }

  /** Default: {@link ImagePolicy#VISUAL}. */
  public ImageSpaceBuilder imagePolicy(ImagePolicy policy) {
    imagePolicy = policy;
    return this;
  }

  /**
   * Which Python peer the policy {@link ImagePolicy#REFERENCE} reproduces, and how carefully
   * pictures are decoded. Default: {@link PixelRules#defaults()}.
   */
  public ImageSpaceBuilder pixelRules(PixelRules rules) {
    pixelRules = rules;
    return this;
  }

  /** Default: {@link ImageLoading#defaults()}. */
  public ImageSpaceBuilder imageLoading(ImageLoading loading) {
    imageLoading = loading;
    return this;
  }

  /** Processors and memory. Default: {@link Resources#shared()}, with all of the JVM. */
  public ImageSpaceBuilder resources(Resources shared) {
    resources = shared;
    return this;
  }

  /** Default: {@link EmptyItemPolicy#REJECT}. */
  public ImageSpaceBuilder emptyItem(EmptyItemPolicy policy) {
    emptyItem = policy;
    return this;
  }

  /** Where models come from. Default: {@link HubSettings#fromEnvironment()}. */
  public ImageSpaceBuilder hub(HubSettings settings) {
    hub = settings;
    return this;
  }

  /** Hears of the files that are downloaded; the log does in any case. */
  public ImageSpaceBuilder modelDownloads(ModelDownloadListener listener) {
    downloads = listener;
    return this;
  }

  /** Hears what the space does, to measure it. Null, the default, for nobody. */
  public ImageSpaceBuilder listener(@Nullable ImageSpaceListener listener) {
    this.listener = listener;
    return this;
  }

  /** Hears what the space does, beside those that hear it already. */
  public ImageSpaceBuilder addListener(ImageSpaceListener further) {
    listener = listener == null ? further : ImageSpaceListener.all(List.of(listener, further));
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
    TransformationConfig config =
        new TransformationConfig(
            Normalization.L2,
            new Aggregation(encoder.info().unitParts() ? PartScale.UNIT : PartScale.RAW, emptyItem),
            new TransformationConfig.Embedding(
                model,
                handler,
                textModel,
                textLanguage,
                imagePolicy,
                pixelRules,
                encoder.info().dimension()));
    return new ImageSpace(new SpaceDefinition(fields, config), encoder);
  }

  private EncoderSettings settings() {
    requireText(model, "model", "a name such as 'clip-ViT-B-32', or a directory");
    if (textModel != null) {
      requireText(textModel, "textModel", "a name or directory, or leave it out");
    }
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
        listener,
        new TextSettings(textModel, textLanguage));
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

package dev.imagespace.encode;

import dev.imagespace.bounds.Shown;
import dev.imagespace.checkpoint.Checkpoint;
import dev.imagespace.checkpoint.TextModel;
import dev.imagespace.encode.batch.Parallelism;
import dev.imagespace.encode.batch.Workers;
import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.event.SpaceStatistics;
import dev.imagespace.execution.EngineUnavailableException;
import dev.imagespace.execution.Execution;
import dev.imagespace.execution.Precision;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageLoading;
import dev.imagespace.image.ImageSource;
import dev.imagespace.image.PixelRules;
import dev.imagespace.image.Resources;
import dev.imagespace.image.load.Capacity;
import dev.imagespace.image.load.ImageLoader;
import dev.imagespace.image.load.Processors;
import dev.imagespace.model.InvalidCheckpointException;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelInfo;
import dev.imagespace.model.ModelOrigin;
import dev.imagespace.model.WeightLicence;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.model.hub.ModelResolver;
import dev.imagespace.pictures.preprocess.ImagePreprocessor;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.tensor.Engines;
import dev.imagespace.tensor.Program;
import dev.imagespace.tokenize.LimitedTextTokenizer;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tower.text.TextTower;
import dev.imagespace.tower.vision.ImageTower;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two towers into one space. Opening finds the model, reads its configuration and the headers of
 * its weights, and checks that the engine's natives are there; weights are mapped when a tower
 * first runs. Thread-safe.
 */
public final class DualEncoder implements Encoder {
  private static final Logger log = LoggerFactory.getLogger(DualEncoder.class);

  private final ModelDirectory directory;
  private final ModelDirectory textDirectory;
  private final Checkpoint checkpoint;
  private final Engine engine;
  private final Precision precision;
  private final Timer timer = Timer.system();
  private final @Nullable ImageSpaceListener listener;
  private final Workers workers;
  private final ImageLoader loader;
  private final ModelInfo info;
  private final ImageEncoder images;
  private final TextEncoder texts;
  private final OpenParts parts;
  private volatile @Nullable String fingerprint;

  private DualEncoder(
      EncoderSettings settings,
      ModelDirectory directory,
      ModelDirectory textDirectory,
      Checkpoint checkpoint,
      Engine engine,
      ModelInfo info,
      OpenParts parts) {
    this.directory = directory;
    this.textDirectory = textDirectory;
    this.checkpoint = checkpoint;
    this.engine = engine;
    this.precision = settings.execution().precision();
    this.listener = GuardedListener.of(settings.listener());
    this.info = info;
    this.parts = parts;
    parts.add(timer::close);
    Processors processors = Capacity.of(settings.resources()).processors();
    this.workers =
        new Workers(
            Parallelism.of(settings.execution(), engine, processors),
            processors,
            DaemonThreads.named("imagespace-network"),
            listener);
    this.loader = loader(settings, checkpoint);
    this.images = images(settings);
    parts.add(images::close);
    this.texts = texts(settings.execution());
    parts.add(texts::close);
  }

  private ImageEncoder images(EncoderSettings settings) {
    ImageTower tower = checkpoint.imageTower();
    ImagePreprocessor preprocessor =
        new ImagePreprocessor(
            checkpoint.preprocessing(), settings.imagePolicy(), settings.pixelRules());
    Program program =
        checked(engine.prepare(tower, () -> CalibrationInputs.pictures(tower, preprocessor)));
    return new ImageEncoder(
        directory,
        tower,
        IdleRelease.of(
            "image", listened(Towers.IMAGE, program), settings.execution().releaseAfter(), timer),
        new PictureLoads(loader, preprocessor, listener),
        settings.execution().batching(),
        workers);
  }

  private TextEncoder texts(Execution execution) {
    TextTower tower = checkpoint.textTower();
    TextTokenizer tokenizer =
        new LimitedTextTokenizer(checkpoint.tokenizer(), execution.maxTextLength());
    Program program =
        checked(engine.prepare(tower, () -> CalibrationInputs.texts(tower, tokenizer)));
    return new TextEncoder(
        textDirectory,
        tower,
        IdleRelease.of("text", listened(Towers.TEXT, program), execution.releaseAfter(), timer),
        tokenizer,
        execution.batching(),
        workers);
  }

  private Program listened(Towers tower, Program program) {
    return ListenedProgram.of(tower, program, listener);
  }

  private Program checked(Program program) {
    Program checked = new CheckedProgram(program, checkpoint.dimension(), checkpoint.used());
    return HeadedProgram.of(checked, checkpoint.head());
  }

  private static ImageLoader loader(EncoderSettings settings, Checkpoint checkpoint) {
    ImageLoading loading = settings.imageLoading();
    Resources resources = settings.resources();
    return settings.pixelRules().decode() == PixelRules.Decode.FAST
        ? ImageLoader.sampling(loading, resources, checkpoint.preprocessing().shortestEdge())
        : new ImageLoader(loading, resources);
  }

  /**
   * Opens a model.
   *
   * @throws dev.imagespace.model.ModelException where the model is not found, of the other handler,
   *     or not one that can be run exactly
   * @throws EngineUnavailableException where the natives of this platform are missing
   */
  public static DualEncoder open(EncoderSettings settings) {
    return open(settings, Engines::find);
  }

  /** With an engine that is found in another way. */
  static DualEncoder open(EncoderSettings settings, Function<Execution, EngineProvider> engines) {
    OpenParts parts = new OpenParts();
    try {
      return open(settings, engines, parts);
    } catch (RuntimeException | Error e) {
      parts.closeAfter(e);
      throw e;
    }
  }

  private static DualEncoder open(
      EncoderSettings settings, Function<Execution, EngineProvider> engines, OpenParts parts) {
    // The embedded default has one layout, known here: to ask for it by name is enough.
    ModelHandler handler =
        ModelResolver.isMini(settings.model()) ? ModelHandler.OPEN_CLIP : settings.modelHandler();
    ModelResolver resolver =
        new ModelResolver(settings.modelCacheDir(), settings.hub(), settings.downloads());
    ModelDirectory directory = resolver.resolve(settings.model(), handler);
    parts.add(directory.pending()::close);
    String textModel = settings.text().model();
    ModelDirectory textDirectory =
        textModel == null
            ? directory
            : resolver.resolve(textModel, ModelHandler.SENTENCE_TRANSFORMERS);
    parts.add(textDirectory.pending()::close);
    EngineProvider provider = engines.apply(settings.execution());
    Engine engine = provider.create(settings.execution());
    parts.add(engine::close);
    Checkpoint checkpoint = checkpoint(settings, directory, handler, textDirectory);
    parts.add(checkpoint.tokenizer()::close);
    ModelInfo info = info(directory, handler, checkpoint, inWords(provider, settings.execution()));
    log.info(
        "Model {} ({}){}: {}, {} dimensions, {} million parameters, from {}",
        info.model(),
        handler,
        origin(info.origin()),
        info.architecture(),
        info.dimension(),
        Math.round(info.parameters() / 1e6),
        directory.path());
    return new DualEncoder(settings, directory, textDirectory, checkpoint, engine, info, parts);
  }

  /** With the text model beside it, if there is one. */
  private static Checkpoint checkpoint(
      EncoderSettings settings,
      ModelDirectory directory,
      ModelHandler handler,
      ModelDirectory textDirectory) {
    String textModel = settings.text().model();
    String language = settings.text().language();
    if (textModel == null) {
      return Checkpoint.open(directory, handler, language);
    }
    if (language != null) {
      throw new InvalidCheckpointException(
          "The text language is '%s', and %s knows no languages. Leave 'imagespace.text-language' out."
              .formatted(Shown.of(language), textDirectory));
    }
    if (!TextPairs.areKnown(textModel, settings.model())) {
      log.warn(
          "Texts are embedded by {} and pictures by {}, which are not known to have one space: unless the text model was trained for these pictures, no text will find its picture.",
          textModel,
          settings.model());
    }
    Checkpoint pictures = Checkpoint.open(directory, handler);
    return Checkpoint.closing(
        pictures.tokenizer(), () -> pictures.withTexts(TextModel.open(textDirectory)));
  }

  private static String inWords(EngineProvider provider, Execution execution) {
    String device = execution.device() == null ? "cpu" : execution.device();
    String precision = execution.precision().name().toLowerCase(Locale.ROOT);
    return "%s on %s, %s".formatted(provider.name(), device, precision);
  }

  private static String origin(@Nullable ModelOrigin origin) {
    return origin == null
        ? ""
        : " at %s, licence %s"
            .formatted(origin.commit(), origin.licence() == null ? "not named" : origin.licence());
  }

  private static ModelInfo info(
      ModelDirectory directory, ModelHandler handler, Checkpoint checkpoint, String engine) {
    return new ModelInfo(
        directory.name(),
        handler,
        checkpoint.imageTower().describe() + "; " + checkpoint.textTower().describe(),
        checkpoint.length(),
        checkpoint.parameters(),
        checkpoint.preprocessing().describe(),
        checkpoint.tokenizer().describe(),
        checkpoint.tokenizer().contextLength(),
        directory.origin(),
        directory.path(),
        engine,
        licence(directory),
        checkpoint.unitParts());
  }

  private static WeightLicence licence(ModelDirectory directory) {
    if (ModelResolver.isMini(directory.name())) {
      return WeightLicence.OWN;
    }
    ModelOrigin origin = directory.origin();
    return WeightLicence.of(origin == null ? null : origin.repository(), directory.licence());
  }

  @Override
  public ModelInfo info() {
    return info;
  }

  /** Over weights, network, preprocessing and tokenizer. Reads every weight, once. */
  @Override
  public String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      directory.awaitFiles();
      textDirectory.awaitFiles();
      known = ModelFingerprint.of(checkpoint, precision);
      fingerprint = known;
    }
    return known;
  }

  @Override
  public @Nullable String knownFingerprint() {
    return fingerprint;
  }

  @Override
  public EncoderCall<ImageSource, float[]> images() {
    directory.awaitFiles();
    return images.begin();
  }

  @Override
  public EncoderCall<String, EncodedText> texts(@Nullable String language) {
    textDirectory.awaitFiles();
    return texts.begin(language);
  }

  @Override
  public int countTokens(String text) {
    return texts.countTokens(text);
  }

  @Override
  public void warmUp(Towers towers) {
    if (towers.text()) {
      textDirectory.awaitFiles();
      texts.warmUp();
    }
    if (towers.image()) {
      directory.awaitFiles();
      images.warmUp();
    }
  }

  @Override
  public Towers loaded() {
    return Towers.of(texts.isLoaded(), images.isLoaded());
  }

  @Override
  public SpaceStatistics statistics() {
    return new SpaceStatistics(
        images.waiting(),
        texts.waiting(),
        loader.memoryInFlight(),
        loader.maxMemoryInFlight(),
        loader.stuckDecoders(),
        loaded(),
        images.weightBytes() + texts.weightBytes(),
        texts.truncated());
  }

  @Override
  public void close() {
    parts.close();
  }
}

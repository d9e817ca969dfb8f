package dev.imagespace;

import dev.imagespace.encode.EncodedText;
import dev.imagespace.encode.Encoder;
import dev.imagespace.encode.EncoderCall;
import dev.imagespace.encode.EncoderSettings;
import dev.imagespace.event.SpaceStatistics;
import dev.imagespace.execution.Outcome;
import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelInfo;
import dev.imagespace.model.WeightLicence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Vectors by name, of dimension 2, so that a test can state the sum it expects. */
final class FakeEncoder implements Encoder {
  /** A text that it refuses. */
  static final String TOO_LONG = "too long";

  static final BlobField IMAGE = Schema.named("Item").blob("image");
  static final StringField TEXT = Schema.named("Item").string("description");

  /** That were encoded. */
  final List<ImageSource> images = new ArrayList<>();

  final List<String> texts = new ArrayList<>();

  /** Of each call for texts. */
  final List<@Nullable String> languages = new ArrayList<>();

  final List<FakeCall<?, ?>> calls = new ArrayList<>();
  private final Map<Object, float[]> vectors = new HashMap<>();
  private String weights = "weights";
  private ModelHandler handler = ModelHandler.SENTENCE_TRANSFORMERS;
  private @Nullable ModelHandler own;
  private boolean closed;

  FakeEncoder image(String name, float x, float y) {
    vectors.put(picture(name), new float[] {x, y});
    return this;
  }

  FakeEncoder text(String text, float x, float y) {
    vectors.put(text, new float[] {x, y});
    return this;
  }

  FakeEncoder weights(String fingerprint) {
    weights = fingerprint;
    return this;
  }

  /** A model that has one handler, whatever the settings say. */
  FakeEncoder alwaysOf(ModelHandler only) {
    own = only;
    return this;
  }

  static ImageSource picture(String name) {
    return ImageSource.of(Path.of(name));
  }

  /** A described space on this encoder. */
  ImageSpace space(ModelHandler handler) {
    return build(ImageSpace.builder().image(IMAGE.with(TEXT)).modelHandler(handler));
  }

  ImageSpace build(ImageSpaceBuilder builder) {
    return builder.build(this::open);
  }

  Encoder open(EncoderSettings settings) {
    handler = own == null ? settings.modelHandler() : own;
    return this;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public ModelInfo info() {
    return new ModelInfo(
        "fake",
        handler,
        "none",
        2,
        0,
        "none",
        "none",
        77,
        null,
        Path.of("fake"),
        "none",
        WeightLicence.OWN,
        handler == ModelHandler.OPEN_CLIP);
  }

  @Override
  public SpaceStatistics statistics() {
    return new SpaceStatistics(0, 0, 0, 0, 0, loaded(), 0, 0);
  }

  @Override
  public String fingerprint() {
    return weights;
  }

  @Override
  public @Nullable String knownFingerprint() {
    return weights;
  }

  @Override
  public EncoderCall<ImageSource, float[]> images() {
    FakeCall<ImageSource, float[]> call = new FakeCall<>(this::encode, images);
    calls.add(call);
    return call;
  }

  private Outcome<float[]> encode(ImageSource image) {
    float[] vector = vectors.get(image);
    return vector == null
        ? Outcome.rejected(
            new ImageRejectedException(
                ImageRejectedException.Reason.UNREADABLE, "no picture " + image))
        : Outcome.of(vector);
  }

  @Override
  public EncoderCall<String, EncodedText> texts(@Nullable String language) {
    languages.add(language);
    FakeCall<String, EncodedText> call = new FakeCall<>(this::encode, texts);
    calls.add(call);
    return call;
  }

  private Outcome<EncodedText> encode(String text) {
    return text.equals(TOO_LONG)
        ? Outcome.rejected(new TextRejectedException(TOO_LONG))
        : Outcome.of(
            new EncodedText(
                vectors.getOrDefault(text, new float[] {1, 1}), text.length() + 2, false));
  }

  @Override
  public int countTokens(String text) {
    return text.length() + 2;
  }

  @Override
  public void warmUp(Towers towers) {}

  @Override
  public Towers loaded() {
    return Towers.BOTH;
  }

  @Override
  public void close() {
    closed = true;
  }
}

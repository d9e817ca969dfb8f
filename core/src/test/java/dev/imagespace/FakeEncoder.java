package dev.imagespace;

import dev.imagespace.encode.Encoder;
import dev.imagespace.encode.EncoderSettings;
import dev.imagespace.encode.ImageEncoding;
import dev.imagespace.event.SpaceStatistics;
import dev.imagespace.execution.TextRejectedException;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.ImageRejectedException;
import dev.imagespace.image.ImageSource;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.ModelInfo;
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

  final List<List<ImageSource>> imageBatches = new ArrayList<>();
  final List<List<String>> textBatches = new ArrayList<>();
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

  ImageSpace build(ImageSpace.Builder builder) {
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
        "fake", handler, "none", 2, 0, "none", "none", 77, null, Path.of("fake"), "none");
  }

  @Override
  public SpaceStatistics statistics() {
    return new SpaceStatistics(0, 0, 0, 0, 0, loaded(), 0);
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
  public List<ImageEncoding> encodeImages(List<ImageSource> images) {
    imageBatches.add(images);
    return images.stream().map(this::encode).toList();
  }

  private ImageEncoding encode(ImageSource image) {
    float[] vector = vectors.get(image);
    return vector == null
        ? new ImageEncoding.Rejected(
            new ImageRejectedException(
                ImageRejectedException.Reason.UNREADABLE, "no picture " + image))
        : new ImageEncoding.Encoded(vector);
  }

  @Override
  public List<float[]> encodeTexts(List<String> texts) {
    textBatches.add(texts);
    if (texts.contains(TOO_LONG)) {
      throw new TextRejectedException(TOO_LONG);
    }
    return texts.stream().map(text -> vectors.getOrDefault(text, new float[] {1, 1})).toList();
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

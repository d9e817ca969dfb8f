package dev.imagespace;

import static dev.imagespace.FakeEncoder.IMAGE;
import static dev.imagespace.FakeEncoder.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.TransformationConfig.Aggregation;
import dev.imagespace.TransformationConfig.Embedding;
import dev.imagespace.TransformationConfig.PartScale;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.PixelRules;
import dev.imagespace.model.ModelHandler;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSpaceAttributesTests {
  private static final BlobField OTHER = Schema.named("Other").blob("image");

  private final FakeEncoder encoder = new FakeEncoder();

  @Test
  void annotationNamesModelFieldsAndTheMeaningOfWeights() {
    assertThat(space(described().model("sl-tiny")).annotation())
        .contains("sl-tiny", "Item.image, Item.description", "positive", "zero", "negative");
  }

  @Test
  void annotationOfPicturesAloneNamesNoDescription() {
    assertThat(space(ImageSpace.builder().image(IMAGE)).annotation())
        .contains("fields: Item.image.")
        .doesNotContain("description");
  }

  @Test
  void transformationConfigHoldsNormalizationAggregationAndEmbedding() {
    assertThat(
            space(described().model("sl-tiny").modelCacheDir(Path.of("cache")))
                .transformationConfig())
        .isEqualTo(
            new TransformationConfig(
                Normalization.L2,
                new Aggregation(PartScale.RAW, EmptyItemPolicy.REJECT),
                new Embedding(
                    "sl-tiny",
                    ModelHandler.SENTENCE_TRANSFORMERS,
                    null,
                    null,
                    ImagePolicy.VISUAL,
                    PixelRules.defaults(),
                    2)));
  }

  @Test
  void openedModelDecidesTheRuleWhereItHasAHandlerOfItsOwn() {
    TransformationConfig config =
        new FakeEncoder()
            .alwaysOf(ModelHandler.OPEN_CLIP)
            .build(described().model("mini"))
            .transformationConfig();
    assertThat(config.embedding().modelHandler()).isEqualTo(ModelHandler.OPEN_CLIP);
    assertThat(config.aggregation().parts()).isEqualTo(PartScale.UNIT);
  }

  @Test
  void lengthIsKnownWithoutRunningTheNetwork() {
    ImageSpace space = space(described());
    assertThat(space.length()).isEqualTo(2);
    assertThat(space.transformationConfig().length()).isEqualTo(2);
    assertThat(encoder.texts).isEmpty();
  }

  @Test
  void fieldSetsHoldTheFields() {
    ImageSpace space = space(described());
    assertThat(space.image().fields()).containsExactly(IMAGE);
    assertThat(space.image()).hasToString("Item.image");
    assertThat(space.description().fields()).containsExactly(TEXT);
    assertThat(space.description()).hasToString("Item.description");
  }

  @Test
  void equalConfigurationAndFieldsMakeEqualSpaces() {
    assertThat(space(described()))
        .isEqualTo(space(described()))
        .hasSameHashCodeAs(space(described()));
  }

  @Test
  void orderOfTheFieldsDoesNotMatter() {
    assertThat(space(ImageSpace.builder().images(List.of(IMAGE, OTHER))))
        .isEqualTo(space(ImageSpace.builder().images(List.of(OTHER, IMAGE))));
  }

  @Test
  void otherFieldsOrConfigurationMakeAnotherSpace() {
    assertThat(space(described()))
        .isNotEqualTo(space(ImageSpace.builder().image(IMAGE)))
        .isNotEqualTo(space(ImageSpace.builder().images(List.of(IMAGE.with(TEXT), OTHER))))
        .isNotEqualTo(space(described().model("other")))
        .isNotEqualTo(space(described().modelHandler(ModelHandler.OPEN_CLIP)))
        .isNotEqualTo(space(described().imagePolicy(ImagePolicy.REFERENCE)))
        .isNotEqualTo("space");
  }

  @Test
  void whereTheModelIsKeptDoesNotMatter() {
    assertThat(space(described().modelCacheDir(Path.of("cache")))).isEqualTo(space(described()));
  }

  @Test
  void fingerprintChangesWithWhateverDecidesAVector() {
    String fingerprint = space(described()).fingerprint();
    assertThat(fingerprint).matches("[0-9a-f]{16}");
    assertThat(space(ImageSpace.builder().image(OTHER)).fingerprint()).isEqualTo(fingerprint);
    assertThat(space(described().modelHandler(ModelHandler.OPEN_CLIP)).fingerprint())
        .isNotEqualTo(fingerprint);
    assertThat(space(described().imagePolicy(ImagePolicy.REFERENCE)).fingerprint())
        .isNotEqualTo(fingerprint);
    PixelRules drop = PixelRules.defaults().withAlpha(PixelRules.Alpha.DROP);
    assertThat(space(described().imagePolicy(ImagePolicy.REFERENCE).pixelRules(drop)).fingerprint())
        .isNotEqualTo(space(described().imagePolicy(ImagePolicy.REFERENCE)).fingerprint());
    assertThat(new FakeEncoder().weights("others").build(described()).fingerprint())
        .isNotEqualTo(fingerprint);
  }

  @Test
  void printsModelHandlerFieldsAndLength() {
    assertThat(space(described().model("sl-tiny")))
        .hasToString(
            "ImageSpace[sl-tiny, SENTENCE_TRANSFORMERS, fields Item.image, Item.description,"
                + " length 2]");
  }

  @Test
  void closingClosesTheEncoder() {
    space(described()).close();
    assertThat(encoder.closed()).isTrue();
  }

  private ImageSpace space(ImageSpaceBuilder builder) {
    return encoder.build(builder);
  }

  private static ImageSpaceBuilder described() {
    return ImageSpace.builder().image(IMAGE.with(TEXT));
  }
}

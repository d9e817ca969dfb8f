package dev.imagespace;

import static dev.imagespace.FakeEncoder.IMAGE;
import static dev.imagespace.FakeEncoder.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImageSpaceBuilderTests {
  private static final ModelDownloadListener SILENT = download -> {};
  private static final ImageSpaceListener LISTENER = new ImageSpaceListener() {};
  private static final Schema OTHER = Schema.named("Other");

  @Test
  void defaultsAreThoseOfSuperlinked() {
    assertThat(settingsOf(ImageSpace.builder().image(IMAGE).modelDownloads(SILENT)))
        .isEqualTo(
            new EncoderSettings(
                "clip-ViT-B-32",
                ModelHandler.SENTENCE_TRANSFORMERS,
                null,
                Execution.defaults(),
                ImagePolicy.VISUAL,
                PixelRules.defaults(),
                ImageLoading.defaults(),
                Resources.shared(),
                HubSettings.fromEnvironment(),
                SILENT,
                null,
                TextSettings.OWN));
  }

  @Test
  void anotherPeerIsRefusedUnderThePolicyThatReproducesNone() {
    PixelRules rules = PixelRules.defaults().withResize(PixelRules.Resize.TORCHVISION);
    assertThatThrownBy(() -> settingsOf(ImageSpace.builder().image(IMAGE).pixelRules(rules)))
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("TORCHVISION")
        .hasMessageContaining("imagePolicy REFERENCE");
  }

  @Test
  void everySettingReachesTheEncoder() {
    ImageLoading loading = ImageLoading.builder().maxMemory(1).build();
    HubSettings hub = HubSettings.fromEnvironment().withOffline(true);
    Execution execution = Execution.builder().device("cuda:1").threads(2).build();
    PixelRules rules = PixelRules.defaults().withAlpha(PixelRules.Alpha.DROP);
    assertThat(
            settingsOf(
                ImageSpace.builder()
                    .image(IMAGE)
                    .model("RN50")
                    .modelHandler(ModelHandler.OPEN_CLIP)
                    .modelCacheDir(Path.of("cache"))
                    .execution(execution)
                    .imagePolicy(ImagePolicy.REFERENCE)
                    .pixelRules(rules)
                    .imageLoading(loading)
                    .hub(hub)
                    .modelDownloads(SILENT)
                    .listener(LISTENER)
                    .textModel("texts")
                    .textLanguage("fra_Latn")))
        .isEqualTo(
            new EncoderSettings(
                "RN50",
                ModelHandler.OPEN_CLIP,
                Path.of("cache"),
                execution,
                ImagePolicy.REFERENCE,
                rules,
                loading,
                Resources.shared(),
                hub,
                SILENT,
                LISTENER,
                new TextSettings("texts", "fra_Latn")));
  }

  @Test
  void missingImageIsRefused() {
    assertRefused(ImageSpace.builder()).hasMessageContaining("needs an image; none was given");
  }

  @Test
  @SuppressWarnings("NullAway") // What a caller without null checking may do.
  void nullImageIsRefused() {
    assertRefused(ImageSpace.builder().image(null)).hasMessageContaining("only null");
    assertRefused(ImageSpace.builder().images(null)).hasMessageContaining("none was given");
  }

  @Test
  void emptyListIsRefused() {
    assertRefused(ImageSpace.builder().images(List.of())).hasMessageContaining("an empty list");
  }

  @Test
  void listOfNullsIsRefused() {
    assertRefused(ImageSpace.builder().images(Arrays.asList(null, null)))
        .hasMessageContaining("only null");
  }

  @Test
  void nullsBesideAnImageAreLeftOut() {
    FakeEncoder encoder = new FakeEncoder();
    assertThat(encoder.build(ImageSpace.builder().images(Arrays.asList(IMAGE, null))))
        .isEqualTo(encoder.build(ImageSpace.builder().image(IMAGE)));
  }

  @Test
  void twoImagesOfOneSchemaAreRefused() {
    assertRefused(ImageSpace.builder().images(List.of(IMAGE, Schema.named("Item").blob("second"))))
        .hasMessageContaining("one image of each schema")
        .hasMessageContaining("[Item.image, Item.second]");
  }

  @Test
  void oneFieldTwiceIsRefused() {
    assertRefused(ImageSpace.builder().images(List.of(IMAGE, IMAGE.with(TEXT))))
        .hasMessageContaining("one image of each schema");
  }

  @Test
  void descriptionOfAnotherSchemaIsRefused() {
    assertThatThrownBy(() -> IMAGE.with(OTHER.string("text")))
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("Item.image")
        .hasMessageContaining("Other.text");
    assertThatThrownBy(() -> OTHER.string("text").with(IMAGE))
        .isInstanceOf(InvalidSpaceParamException.class);
  }

  @Test
  void pictureAndDescriptionJoinInEitherOrder() {
    assertThat(TEXT.with(IMAGE)).isEqualTo(IMAGE.with(TEXT));
  }

  @Test
  void pictureCannotDescribeItself() {
    assertThatThrownBy(() -> IMAGE.with(IMAGE.schema().string("image")))
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("its own description");
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullDescriptionIsRefused() {
    assertThatThrownBy(() -> IMAGE.with(null))
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageContaining("Item.image");
  }

  @Test
  void blankModelIsRefused() {
    assertRefused(ImageSpace.builder().image(IMAGE).model(" "))
        .hasMessageContaining("model is blank")
        .hasMessageContaining("clip-ViT-B-32");
  }

  @Test
  @SuppressWarnings("NullAway")
  void nullModelOrHandlerIsRefused() {
    assertRefused(ImageSpace.builder().image(IMAGE).model(null))
        .hasMessageContaining("model is null");
    assertRefused(ImageSpace.builder().image(IMAGE).modelHandler(null))
        .hasMessageContaining("modelHandler is null");
  }

  private static EncoderSettings settingsOf(ImageSpaceBuilder builder) {
    List<EncoderSettings> seen = new ArrayList<>();
    FakeEncoder encoder = new FakeEncoder();
    builder.build(
        settings -> {
          seen.add(settings);
          return encoder.open(settings);
        });
    return seen.get(0);
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ImageSpaceBuilder builder) {
    return assertThatThrownBy(() -> new FakeEncoder().build(builder))
        .isInstanceOf(InvalidSpaceParamException.class);
  }
}

package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.imagespace.ImageSpace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What the actuator says of the model. */
class ImageSpaceInfoAutoConfigurationTests {

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ImageSpaceAutoConfiguration.class, ImageSpaceInfoAutoConfiguration.class))
          .withPropertyValues("imagespace.model=" + Goldens.file("models/st-tiny-vit"));

  @Test
  void theModelIsShownWithoutReadingItsWeights() {
    context.run(
        app ->
            assertThat(info(app.getBean(ImageSpaceInfoContributor.class)))
                .contains(
                    entry("dimension", 40),
                    entry("parameters", 2_756_648L),
                    entry("architecture", "ViT 3×64, patch 32; text transformer 3×48"),
                    entry("contextLength", 77),
                    entry("engine", "pytorch on cpu, float32"))
                .containsKeys("model", "handler", "preprocessing", "tokenizer")
                .doesNotContainKeys("fingerprint", "revision"));
  }

  @Test
  void theFingerprintIsShownOnceItIsKnown() {
    context.run(
        app -> {
          String fingerprint = app.getBean(ImageSpace.class).fingerprint();

          assertThat(info(app.getBean(ImageSpaceInfoContributor.class)))
              .containsEntry("fingerprint", fingerprint);
        });
  }

  @Test
  void aModelOfTheHubHasItsCommitAndItsLicence(@TempDir Path cache) throws IOException {
    try (SmallHub hub = new SmallHub(Goldens.file("models/st-tiny-vit"))) {
      context
          .withPropertyValues(
              "imagespace.model=owner/tiny",
              "imagespace.model-cache-dir=" + cache,
              "imagespace.offline=false",
              "imagespace.hub.weights=on-demand",
              "imagespace.hub.endpoint=" + hub.endpoint())
          .run(
              app ->
                  assertThat(info(app.getBean(ImageSpaceInfoContributor.class)))
                      .contains(
                          entry("repository", "owner/tiny"),
                          entry("revision", "c".repeat(40)),
                          entry("licence", "mit")));
    }
  }

  @Test
  void withoutTheActuatorThereIsNone() {
    context
        .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate"))
        .run(
            app ->
                assertThat(app)
                    .hasNotFailed()
                    .hasSingleBean(ImageSpace.class)
                    .doesNotHaveBean("imageSpaceInfoContributor"));
  }

  @Test
  void itCanBeTurnedOffLikeAnyOther() {
    context
        .withPropertyValues("management.info.imagespace.enabled=false")
        .run(app -> assertThat(app).doesNotHaveBean(ImageSpaceInfoContributor.class));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> info(ImageSpaceInfoContributor contributor) {
    Info.Builder builder = new Info.Builder();
    contributor.contribute(builder);
    return Objects.requireNonNull(builder.build().get("imagespace", Map.class));
  }
}

package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import dev.imagespace.ImageSpace;
import dev.imagespace.execution.Towers;
import dev.imagespace.langchain4j.ImageSpaceEmbeddingModel;
import dev.imagespace.natives.NativeDirectory;
import dev.langchain4j.model.embedding.EmbeddingModel;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Which beans there are. */
class ImageSpaceAutoConfigurationTests {

  private final ImageSpace ownSpace = mock(ImageSpace.class);

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ImageSpaceAutoConfiguration.class,
                  ImageSpaceEmbeddingModelAutoConfiguration.class));

  private final ApplicationContextRunner contextWithOwnSpace =
      context.withBean("ownSpace", ImageSpace.class, () -> ownSpace);

  @Test
  void aSpaceOfTheApplicationReplacesOursAndFeedsTheEmbeddingModel() {
    contextWithOwnSpace.run(
        app ->
            assertThat(app)
                .hasNotFailed()
                .hasSingleBean(ImageSpace.class)
                .hasBean("ownSpace")
                .hasSingleBean(ImageSpaceEmbeddingModel.class));
  }

  @Test
  void anEmbeddingModelOfTheApplicationReplacesOurs() {
    ImageSpaceEmbeddingModel ownModel = mock(ImageSpaceEmbeddingModel.class);
    contextWithOwnSpace
        .withBean("ownModel", ImageSpaceEmbeddingModel.class, () -> ownModel)
        .run(app -> assertThat(app).getBean(ImageSpaceEmbeddingModel.class).isSameAs(ownModel));
  }

  @Test
  void theDirectoryOfNativeLibrariesIsSetForTheJvmBeforeAnyBean() {
    String before = System.clearProperty(NativeDirectory.PROPERTY);
    try {
      // In use by an earlier test: then it stays, as the JVM has one.
      String inUse = System.clearProperty("dev.imagespace.natives.directory");
      contextWithOwnSpace
          .withPropertyValues("imagespace.native-dir=/natives")
          .run(
              app -> assertThat(System.getProperty("imagespace.native-dir")).isEqualTo("/natives"));
      if (inUse != null) {
        System.setProperty("dev.imagespace.natives.directory", inUse);
      }
    } finally {
      System.clearProperty(NativeDirectory.PROPERTY);
      if (before != null) {
        System.setProperty(NativeDirectory.PROPERTY, before);
      }
    }
  }

  @Test
  void anotherEmbeddingModelKeepsItsInjectionPoints() {
    EmbeddingModel textModel = mock(EmbeddingModel.class);
    contextWithOwnSpace
        .withBean("textModel", EmbeddingModel.class, () -> textModel)
        .run(
            app -> {
              assertThat(app).hasSingleBean(ImageSpaceEmbeddingModel.class);
              assertThat(app.getBeansOfType(EmbeddingModel.class)).hasSize(2);
              assertThat(app.getBean(EmbeddingModel.class)).isSameAs(textModel);
            });
  }

  @Test
  void severalSpacesLeaveTheChoiceToTheApplication() {
    contextWithOwnSpace
        .withBean("secondSpace", ImageSpace.class, () -> mock(ImageSpace.class))
        .run(app -> assertThat(app).hasNotFailed().doesNotHaveBean(EmbeddingModel.class));
  }

  @Test
  void nothingIsConfiguredWhereDisabled() {
    context
        .withPropertyValues("imagespace.enabled=false", "imagespace.warm-up=true")
        .run(
            app ->
                assertThat(app)
                    .hasNotFailed()
                    .doesNotHaveBean(ImageSpace.class)
                    .doesNotHaveBean(EmbeddingModel.class)
                    .doesNotHaveBean("imageSpaceWarmUp"));
  }

  @Test
  void theSpaceStandsAloneWithoutLangChain4j() {
    contextWithOwnSpace
        .withClassLoader(new FilteredClassLoader("dev.langchain4j", "dev.imagespace.langchain4j"))
        .run(
            app ->
                assertThat(app)
                    .hasNotFailed()
                    .hasSingleBean(ImageSpace.class)
                    .doesNotHaveBean("imageSpaceEmbeddingModel"));
  }

  @Test
  void warmUpReachesEverySpaceWhereAskedFor() {
    contextWithOwnSpace
        .withPropertyValues("imagespace.warm-up=text")
        .run(app -> verify(ownSpace).warmUp(Towers.TEXT));
  }

  @Test
  void warmUpOfNoSuchTowerEndsTheStart() {
    contextWithOwnSpace
        .withPropertyValues("imagespace.warm-up=pictures")
        .run(
            app ->
                assertThat(app)
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining("'imagespace.warm-up' is 'pictures'")
                    .hasMessageContaining("none, text, image or both"));
  }

  @Test
  void weightsWaitForFirstUseOtherwise() {
    contextWithOwnSpace.run(app -> verify(ownSpace, never()).warmUp(any()));
  }
}

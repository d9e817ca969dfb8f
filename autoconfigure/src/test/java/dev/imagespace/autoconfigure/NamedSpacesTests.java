package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

import dev.imagespace.EmptyItemPolicy;
import dev.imagespace.ImageSpace;
import dev.imagespace.ImageSpaceBuilder;
import dev.imagespace.event.BatchRun;
import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.execution.Towers;
import dev.langchain4j.model.embedding.EmbeddingModel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.framework.AopConfigException;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** Several models in one application. */
@ExtendWith(OutputCaptureExtension.class)
class NamedSpacesTests {
  private static final String DEFAULT = "imagespace.model=" + Goldens.file("models/st-tiny-vit");
  private static final String FRONT =
      "imagespace.spaces.front.model=" + Goldens.file("models/openclip-tiny-vit");
  private static final String HANDLER = "imagespace.spaces.front.model-handler=open-clip";

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  ImageSpaceAutoConfiguration.class,
                  ImageSpaceEmbeddingModelAutoConfiguration.class,
                  ImageSpaceInfoAutoConfiguration.class));

  @Test
  void aNamedSpaceAndItsEmbeddingModelAreQualifiedByTheName() {
    context
        .withPropertyValues(DEFAULT, FRONT, HANDLER)
        .withUserConfiguration(Injected.class)
        .run(
            app -> {
              assertThat(app).hasNotFailed();
              Uses uses = app.getBean(Uses.class);
              assertThat(uses.space().length()).isEqualTo(40);
              assertThat(uses.model().dimension()).isEqualTo(40);
              assertThat(uses.front().length()).isEqualTo(48);
              assertThat(uses.frontModel().embed("a dog").content().dimension()).isEqualTo(48);
            });
  }

  @Test
  void whatANamedSpaceDoesNotSetIsAsTheDefaultHasIt() {
    context
        .withPropertyValues(DEFAULT, FRONT, HANDLER, "imagespace.empty-item=zero-vector")
        .run(
            app ->
                assertThat(app.getBean("frontImageSpace", ImageSpace.class).transformationConfig())
                    .extracting(config -> config.aggregation().emptyItem().name())
                    .isEqualTo("ZERO_VECTOR"));
  }

  @Test
  void namedSpacesAloneNeedNoDefaultWhichWouldDownloadAModel() {
    context
        .withPropertyValues(FRONT, HANDLER)
        .run(
            app ->
                assertThat(app)
                    .hasNotFailed()
                    .doesNotHaveBean("imageSpace")
                    .hasBean("frontImageSpace")
                    .hasBean("frontImageSpaceEmbeddingModel"));
  }

  @Test
  void theInfoEndpointNamesEach() {
    context
        .withPropertyValues(DEFAULT, FRONT, HANDLER)
        .run(
            app -> {
              Info.Builder builder = new Info.Builder();
              app.getBean(ImageSpaceInfoContributor.class).contribute(builder);
              assertThat(builder.build().get("imagespace"))
                  .asInstanceOf(InstanceOfAssertFactories.MAP)
                  .containsOnlyKeys("default", "front");
            });
  }

  @Test
  void eachIsWarmedUpAsItSays() {
    context
        .withPropertyValues(DEFAULT, FRONT, HANDLER, "imagespace.spaces.front.warm-up=text")
        .run(
            app -> {
              assertThat(app.getBean("frontImageSpace", ImageSpace.class).loadedTowers())
                  .isEqualTo(Towers.TEXT);
              assertThat(app.getBean("imageSpace", ImageSpace.class).loadedTowers())
                  .isEqualTo(Towers.NONE);
            });
  }

  @Test
  void aListenerHearsAllAndACustomizerChangesAllBuilders() {
    context
        .withPropertyValues(DEFAULT, FRONT, HANDLER)
        .withUserConfiguration(OwnSpace.class)
        .run(
            app -> {
              app.getBeansOfType(ImageSpace.class).values().forEach(s -> s.warmUp(Towers.TEXT));
              assertThat(app.getBean(Heard.class).runs()).hasSize(2);
              assertThat(app.getBean("own", ImageSpace.class).transformationConfig().aggregation())
                  .extracting(aggregation -> aggregation.emptyItem().name())
                  .isEqualTo("ZERO_VECTOR");
            });
  }

  @Test
  void aSettingOfANamedSpaceIsToldByItsOwnName(CapturedOutput console) {
    startFails(DEFAULT, FRONT, HANDLER, "imagespace.spaces.front.device=gpu");
    assertThat(console)
        .contains("APPLICATION FAILED TO START", "The space 'front'")
        .contains("'imagespace.spaces.front.device'")
        .doesNotContain("\tat ");
  }

  @Test
  void theModelOfANamedSpaceIsToldAsItIsSet(CapturedOutput console) {
    startFails(DEFAULT, FRONT);
    assertThat(console)
        .contains("The space 'front'", "Property: imagespace.spaces.front.model-handler")
        .contains("Set 'imagespace.spaces.front.model-handler=open-clip'");
  }

  @Test
  void whatAllSpacesShareIsRefusedOfOne(CapturedOutput console) {
    startFails(
        DEFAULT, FRONT, "imagespace.spaces.front.processors=2", "imagespace.spaces.front.a=b");
    assertThat(console)
        .contains("imagespace.spaces.front.processors: all spaces share it")
        .contains("imagespace.spaces.front.a: no property has a name like it");
  }

  @Test
  void anEmbeddingModelMayBeLazyAndASpaceMayNotAsItIsFinal() {
    context
        .withPropertyValues(DEFAULT)
        .withUserConfiguration(LazyModel.class)
        .run(app -> assertThat(app.getBean(LazyUse.class).model().dimension()).isEqualTo(40));
    context
        .withPropertyValues(DEFAULT)
        .withUserConfiguration(LazySpace.class)
        .run(
            app ->
                assertThat(app)
                    .getFailure()
                    .rootCause()
                    .isInstanceOfAny(AopConfigException.class, IllegalArgumentException.class)
                    .hasMessageContaining("final class"));
  }

  private static void startFails(String... properties) {
    assertThatException()
        .isThrownBy(
            () ->
                new SpringApplicationBuilder(Application.class)
                    .web(WebApplicationType.NONE)
                    .run(List.of(properties).stream().map("--"::concat).toArray(String[]::new))
                    .close());
  }

  @EnableAutoConfiguration
  static class Application {}

  record Uses(
      ImageSpace space, EmbeddingModel model, ImageSpace front, EmbeddingModel frontModel) {}

  @Configuration(proxyBeanMethods = false)
  static class Injected {
    @Bean
    Uses uses(
        ImageSpace space,
        EmbeddingModel model,
        @Qualifier("front") ImageSpace front,
        @Qualifier("front") EmbeddingModel frontModel) {
      return new Uses(space, model, front, frontModel);
    }
  }

  record Heard(List<BatchRun> runs) implements ImageSpaceListener {
    @Override
    public void batchRun(BatchRun run) {
      runs.add(run);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnSpace {
    @Bean
    Heard heard() {
      return new Heard(new CopyOnWriteArrayList<>());
    }

    @Bean
    ImageSpaceBuilderCustomizer zeros() {
      return builder -> builder.emptyItem(EmptyItemPolicy.ZERO_VECTOR);
    }

    @Bean
    ImageSpace own(ImageSpaceBuilder builder) {
      return builder.build();
    }
  }

  record LazyUse(EmbeddingModel model) {}

  @Configuration(proxyBeanMethods = false)
  static class LazyModel {
    @Bean
    LazyUse use(@Lazy EmbeddingModel model) {
      return new LazyUse(model);
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class LazySpace {
    @Bean
    String use(@Lazy ImageSpace space) {
      return "";
    }
  }
}

package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.imagespace.ImageSpace;
import dev.imagespace.Normalization;
import dev.imagespace.model.ModelDownload;
import dev.imagespace.model.ModelDownload.State;
import dev.imagespace.model.ModelDownloadListener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;

/** Who in an application hears of a download. */
@Timeout(60)
class PublishedDownloadsTests {
  private static final ModelDownload HALF =
      new ModelDownload("owner/tiny@c", "model.safetensors", 1, 2, 1, State.PROGRESS, null);

  private final List<String> heard = new CopyOnWriteArrayList<>();

  private final ApplicationContextRunner context =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(ImageSpaceAutoConfiguration.class))
          .withBean("heard", List.class, () -> heard);

  @Test
  void listenersHearInOrderThenTheEventIsPublished() {
    context
        .withPropertyValues("imagespace.enabled=false")
        .withUserConfiguration(Listeners.class)
        .run(
            app -> {
              new PublishedDownloads(app.getBeanProvider(ModelDownloadListener.class), app)
                  .onDownload(HALF);

              assertThat(heard).containsExactly("first", "second", "event");
            });
  }

  @Test
  void oneThatFailsCostsNobodyElseAnything() {
    context
        .withPropertyValues("imagespace.enabled=false")
        .withUserConfiguration(Failing.class, Listeners.class)
        .run(
            app -> {
              new PublishedDownloads(app.getBeanProvider(ModelDownloadListener.class), app)
                  .onDownload(HALF);

              assertThat(heard).containsExactly("failing", "first", "second", "event");
            });
  }

  @Test
  void aDownloadIsHeardFromItsFirstFileToTheEndOfItsWeights(@TempDir Path cache)
      throws IOException {
    try (SmallHub hub = new SmallHub(Goldens.file("models/st-tiny-vit"))) {
      context
          .withPropertyValues(properties(hub, cache))
          .withUserConfiguration(Failing.class, Whole.class)
          .run(
              app -> {
                app.getBean(ImageSpace.class).embedTexts(List.of("a dog"), Normalization.L2);

                assertThat(heard)
                    .contains("STARTED modules.json", "FINISHED 0_CLIPModel/model.safetensors")
                    .doesNotContain("FAILED 0_CLIPModel/model.safetensors");
              });
    }
  }

  @Test
  void aBeanThatNeedsTheWeightsWhileTheContextStartsGetsThem(@TempDir Path cache)
      throws IOException {
    try (SmallHub hub = new SmallHub(Goldens.file("models/st-tiny-vit"))) {
      context
          .withPropertyValues(properties(hub, cache))
          .withUserConfiguration(EmbedsAtOnce.class, Listeners.class)
          .run(app -> assertThat(app).hasNotFailed());
    }
  }

  private static String[] properties(SmallHub hub, Path cache) {
    return new String[] {
      "imagespace.model=owner/tiny",
      "imagespace.model-cache-dir=" + cache,
      "imagespace.offline=false",
      "imagespace.hub.endpoint=" + hub.endpoint()
    };
  }

  @Configuration(proxyBeanMethods = false)
  static class Listeners {
    @Bean
    @Order(2)
    ModelDownloadListener second(List<String> heard) {
      return download -> heard.add("second");
    }

    @Bean
    @Order(1)
    ModelDownloadListener first(List<String> heard) {
      return download -> heard.add("first");
    }

    @Bean
    Hearer hearer(List<String> heard) {
      return new Hearer(heard);
    }
  }

  record Hearer(List<String> heard) {
    @EventListener
    void on(ModelDownload download) {
      heard.add("event");
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Failing {
    @Bean
    @Order(0)
    ModelDownloadListener failing(List<String> heard) {
      return download -> {
        heard.add("failing");
        throw new IllegalStateException("on purpose");
      };
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Whole {
    @Bean
    ApplicationListener<PayloadApplicationEvent<ModelDownload>> whole(List<String> heard) {
      return event -> heard.add(event.getPayload().state() + " " + event.getPayload().file());
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class EmbedsAtOnce {
    @Bean
    InitializingBean embeds(ImageSpace space) {
      return () -> space.embedTexts(List.of("a dog"), Normalization.L2);
    }
  }
}

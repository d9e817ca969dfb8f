package dev.imagespace.autoconfigure;

import dev.imagespace.autoconfigure.ImageSpaceMeterDocumentation.KeyNames;
import dev.imagespace.model.ModelDownload;
import dev.imagespace.model.ModelDownloadListener;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of meters of the spaces' work, where there is a registry for them. */
@AutoConfiguration(
    before = ImageSpaceAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration"
    })
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class ImageSpaceMetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ImageSpaceMeterConvention imageSpaceMeterConvention() {
    return new DefaultImageSpaceMeterConvention();
  }

  @Bean
  SpaceListeners imageSpaceMeters(MeterRegistry registry, ImageSpaceMeterConvention convention) {
    return space -> new ImageSpaceMeters(space, registry, convention);
  }

  @Bean
  ModelDownloadListener imageSpaceDownloadMeters(MeterRegistry registry) {
    return download -> {
      if (isEnd(download)) {
        registry
            .counter(
                ImageSpaceMeterDocumentation.DOWNLOADS.getName(),
                KeyNames.OUTCOME.asString(),
                download.error() == null ? "success" : "failure")
            .increment();
      }
    };
  }

  private static boolean isEnd(ModelDownload download) {
    return download.state() == ModelDownload.State.FINISHED
        || download.state() == ModelDownload.State.FAILED;
  }

  @Bean
  ImageSpaceGauges imageSpaceGauges(
      ObjectProvider<Spaces> spaces, ImageSpaceMeterConvention convention) {
    return new ImageSpaceGauges(
        () -> spaces.stream().findFirst().map(Spaces::all).orElseGet(Map::of), convention);
  }
}

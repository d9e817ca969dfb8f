package dev.imagespace.autoconfigure;

import dev.imagespace.langchain4j.ImageSpaceEmbeddingModel;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of observations of embedding models, where there is a registry for them. */
@AutoConfiguration(
    before = ImageSpaceEmbeddingModelAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
      "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration"
    })
@ConditionalOnClass({ObservationRegistry.class, ImageSpaceEmbeddingModel.class})
@ConditionalOnBean(ObservationRegistry.class)
public final class ImageSpaceObservationAutoConfiguration {

  @Bean
  EmbeddingObservations imageSpaceEmbeddingObservations(
      ObservationRegistry registry, ObjectProvider<EmbeddingObservationConvention> convention) {
    return new EmbeddingObservations(registry, convention.getIfAvailable());
  }
}

package dev.imagespace.autoconfigure;

import dev.imagespace.ImageSpace;
import dev.imagespace.langchain4j.ImageSpaceEmbeddingModel;
import dev.langchain4j.model.embedding.listener.EmbeddingModelListener;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the LangChain4j {@code EmbeddingModel} over the application's {@link
 * ImageSpace}.
 */
@AutoConfiguration(after = ImageSpaceAutoConfiguration.class)
@ConditionalOnClass(ImageSpaceEmbeddingModel.class)
@ConditionalOnBooleanProperty(name = "imagespace.enabled", matchIfMissing = true)
@Import(ImageSpaceEmbeddingModelAutoConfiguration.Registrar.class)
public final class ImageSpaceEmbeddingModelAutoConfiguration {

  /**
   * A fallback, so that an application which already injects an {@code EmbeddingModel} for its
   * texts keeps that one, and asks for this one by its own type. Hears the application's listeners.
   */
  @Bean
  @Fallback
  @ConditionalOnMissingBean
  @ConditionalOnSingleCandidate(ImageSpace.class)
  ImageSpaceEmbeddingModel imageSpaceEmbeddingModel(
      ImageSpace space, ObjectProvider<EmbeddingModelListener> listeners) {
    return ImageSpaceEmbeddingModel.of(space).addListeners(listeners.orderedStream().toList());
  }

  @Bean
  SpaceEmbeddingModels imageSpaceEmbeddingModels(
      ListableBeanFactory beans, ObjectProvider<EmbeddingModelListener> listeners) {
    return new SpaceEmbeddingModels(beans, listeners);
  }

  /** A bean {@link ImageSpaceEmbeddingModel} for each name. */
  static final class Registrar extends NamedSpaceRegistrar {
    Registrar(Environment environment) {
      super(environment, ImageSpaceEmbeddingModel.class, "imageSpaceEmbeddingModels");
    }
  }
}

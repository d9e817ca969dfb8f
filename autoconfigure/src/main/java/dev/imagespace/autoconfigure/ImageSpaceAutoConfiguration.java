package dev.imagespace.autoconfigure;

import dev.imagespace.ImageSpace;
import dev.imagespace.execution.Towers;
import dev.imagespace.image.Resources;
import dev.imagespace.model.ModelDownloadListener;
import dev.imagespace.natives.NativeDirectory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration of an {@link ImageSpace} from {@link ImageSpaceProperties}. Building it finds
 * the model and reads its headers, so a wrong setting ends the start; weights wait for first use.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "imagespace.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ImageSpaceProperties.class)
public final class ImageSpaceAutoConfiguration {

  /** Before any bean: a misspelt name would load, or download, a model that was not meant. */
  @Bean
  static BeanFactoryPostProcessor imageSpaceUnknownProperties(Environment environment) {
    return beans -> UnknownProperties.refuse(environment, beans);
  }

  /** Before any bean: once a library is loaded, its directory holds for the whole JVM. */
  @Bean
  static BeanFactoryPostProcessor imageSpaceNativeDirectory(Environment environment) {
    return beans -> {
      String directory = environment.getProperty(NativeDirectory.PROPERTY);
      if (StringUtils.hasText(directory)) {
        NativeDirectory.use(directory);
      }
    };
  }

  /** One for all spaces of the application. */
  @Bean
  @ConditionalOnMissingBean
  Resources imageSpaceResources(ImageSpaceProperties properties) {
    return properties.resources();
  }

  @Bean(destroyMethod = "close")
  @ConditionalOnMissingBean
  ImageSpace imageSpace(
      ImageSpaceProperties properties,
      Resources resources,
      ObjectProvider<ModelDownloadListener> listeners,
      ApplicationEventPublisher events) {
    return properties.toBuilder()
        .resources(resources)
        .modelDownloads(new PublishedDownloads(listeners, events))
        .build();
  }

  /** After all singletons, before a web server accepts: who asks first does not wait. */
  @Bean
  SmartInitializingSingleton imageSpaceWarmUp(
      ImageSpaceProperties properties, ObjectProvider<ImageSpace> spaces) {
    Towers towers = properties.warmUpTowers();
    return () -> {
      if (towers != Towers.NONE) {
        spaces.forEach(space -> space.warmUp(towers));
      }
    };
  }
}

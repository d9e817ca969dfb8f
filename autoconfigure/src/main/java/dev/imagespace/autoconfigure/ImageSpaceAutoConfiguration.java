package dev.imagespace.autoconfigure;

import dev.imagespace.ImageSpace;
import dev.imagespace.ImageSpaceBuilder;
import dev.imagespace.event.ImageSpaceListener;
import dev.imagespace.image.Resources;
import dev.imagespace.model.ModelDownloadListener;
import dev.imagespace.natives.NativeDirectory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Scope;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration of an {@link ImageSpace} from {@link ImageSpaceProperties}. Building it finds
 * the model and reads its headers, so a wrong setting ends the start; weights wait for first use.
 */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "imagespace.enabled", matchIfMissing = true)
@EnableConfigurationProperties({ImageSpaceProperties.class, ImageSpaceHealthProperties.class})
@Import(ImageSpaceAutoConfiguration.Registrar.class)
public final class ImageSpaceAutoConfiguration {
  static final String DEFAULT_BEAN = "imageSpace";

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

  @Bean
  SpaceBuilders imageSpaceBuilders(
      Environment environment,
      ImageSpaceProperties properties,
      Resources resources,
      ObjectProvider<ModelDownloadListener> downloads,
      ApplicationEventPublisher events,
      ObjectProvider<SpaceListeners> listenersByName,
      ObjectProvider<ImageSpaceListener> listeners,
      ObjectProvider<ImageSpaceBuilderCustomizer> customizers) {
    return new SpaceBuilders(
        environment,
        properties,
        resources,
        downloads,
        events,
        listenersByName,
        listeners,
        customizers);
  }

  /** For spaces of the application's own: each injection is a builder of its own. */
  @Bean
  @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
  @ConditionalOnMissingBean
  ImageSpaceBuilder imageSpaceBuilder(SpaceBuilders builders) {
    return builders.builder("own");
  }

  @Bean(name = DEFAULT_BEAN, destroyMethod = "close")
  @Conditional(OnDefaultSpaceCondition.class)
  @ConditionalOnMissingBean
  ImageSpace imageSpace(SpaceBuilders builders) {
    return builders.builder(Spaces.DEFAULT).build();
  }

  @Bean
  Spaces imageSpaces(ListableBeanFactory beans, Environment environment) {
    return new Spaces(beans, environment);
  }

  /** After all singletons, before a web server accepts: who asks first does not wait. */
  @Bean
  SpaceWarmUp imageSpaceWarmUp(Environment environment, Spaces spaces) {
    return new SpaceWarmUp(environment, spaces);
  }

  /** A bean {@link ImageSpace} for each name. */
  static final class Registrar extends NamedSpaceRegistrar {
    Registrar(Environment environment) {
      super(environment, ImageSpace.class, "imageSpaceBuilders");
    }
  }
}

package dev.imagespace.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Auto-configuration of {@link ImageSpaceProblems} in a web application, with servlets or reactive,
 * where {@code imagespace.problem-details.enabled=true}.
 */
@AutoConfiguration
@ConditionalOnWebApplication
@ConditionalOnClass(RestControllerAdvice.class)
@ConditionalOnBooleanProperty(ImageSpaceWebAutoConfiguration.ENABLED)
public final class ImageSpaceWebAutoConfiguration {
  static final String ENABLED = "imagespace.problem-details.enabled";

  @Bean
  @ConditionalOnMissingBean
  ImageSpaceProblems imageSpaceProblems() {
    return new ImageSpaceProblems();
  }
}

package dev.imagespace.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the health of spaces, and of readiness by it. Off with {@code
 * management.health.imagespace.enabled=false}.
 */
@AutoConfiguration(
    after = ImageSpaceAutoConfiguration.class,
    afterName =
        "org.springframework.boot.health.autoconfigure.actuate.endpoint.AvailabilityProbesAutoConfiguration")
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
public final class ImageSpaceHealthAutoConfiguration {

  @Bean
  @ConditionalOnEnabledHealthIndicator("imagespace")
  ArrivingWeights imageSpaceArrivingWeights() {
    return new ArrivingWeights();
  }

  /** The last condition stands here, as it is looked at only where its class is there. */
  @Bean("imagespaceHealthIndicator")
  @ConditionalOnEnabledHealthIndicator("imagespace")
  @ConditionalOnMissingBean
  @ConditionalOnBean(Spaces.class)
  ImageSpaceHealthIndicator imageSpaceHealthIndicator(
      Spaces spaces,
      ArrivingWeights arriving,
      ImageSpaceHealthProperties health,
      ImageSpaceProperties properties) {
    return new ImageSpaceHealthIndicator(
        spaces::all, arriving, health, properties.releaseAfter() != null);
  }

  /** An instance that cannot answer takes no requests; one that waits for weights is not dead. */
  @Bean
  @ConditionalOnEnabledHealthIndicator("imagespace")
  @ConditionalOnBean(ImageSpaceHealthIndicator.class)
  static HealthEndpointGroupsPostProcessor imageSpaceReadiness(Environment environment) {
    return groups ->
        environment.containsProperty("management.endpoint.health.group.readiness.include")
            ? groups
            : ReadinessGroup.in(groups);
  }
}

package dev.imagespace.autoconfigure;

import org.springframework.boot.actuate.autoconfigure.info.ConditionalOnEnabledInfoContributor;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of what the actuator's info endpoint says of the application's {@link
 * dev.imagespace.ImageSpace}s. Off with {@code management.info.imagespace.enabled=false}.
 */
@AutoConfiguration(after = ImageSpaceAutoConfiguration.class)
@ConditionalOnClass({InfoContributor.class, ConditionalOnEnabledInfoContributor.class})
public final class ImageSpaceInfoAutoConfiguration {

  /** The last condition stands here, as it is looked at only where its class is there. */
  @Bean
  @ConditionalOnEnabledInfoContributor("imagespace")
  @ConditionalOnMissingBean
  @ConditionalOnBean(Spaces.class)
  ImageSpaceInfoContributor imageSpaceInfoContributor(Spaces spaces) {
    return new ImageSpaceInfoContributor(spaces::all);
  }
}

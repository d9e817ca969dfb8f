package dev.imagespace.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Which names that nothing reads end a start, and which are only told. */
@ExtendWith(OutputCaptureExtension.class)
class UnknownPropertiesTests {
  private final StandardEnvironment environment = new StandardEnvironment();
  private final DefaultListableBeanFactory beans = new DefaultListableBeanFactory();

  @Test
  void variablesOfTheEnvironmentAreSharedAndSoAreOnlyTold(CapturedOutput console) {
    environment
        .getPropertySources()
        .replace(
            "systemEnvironment",
            new SystemEnvironmentPropertySource(
                "systemEnvironment",
                Map.of(
                    "IMAGESPACE_NATIVE_DIR", "/natives",
                    "IMAGESPACE_MODEL_CACHE_DIR", "/models",
                    "IMAGESPACE_IMAGE_TAG", "1.0",
                    "IMAGESPACE_MODLE", "mini")));
    UnknownProperties.refuse(environment, beans);
    assertThat(console)
        .contains("Nothing reads 'imagespace.modle'; is 'imagespace.model' meant?")
        .doesNotContain("native", "cache");
  }

  @Test
  void propertiesOfOtherBeansAreKnown() {
    environment
        .getPropertySources()
        .addFirst(new MapPropertySource("file", Map.of("imagespace.gallery.size", "3")));
    assertThatThrownBy(() -> UnknownProperties.refuse(environment, beans))
        .isInstanceOf(UnknownPropertyException.class)
        .hasMessageContaining("imagespace.gallery.size");

    beans.registerBeanDefinition("gallery", new RootBeanDefinition(Gallery.class));
    UnknownProperties.refuse(environment, beans);
  }

  @Test
  void aNamedSpaceIsSetByVariablesOfTheEnvironmentToo() {
    environment
        .getPropertySources()
        .replace(
            "systemEnvironment",
            new SystemEnvironmentPropertySource(
                "systemEnvironment",
                Map.of(
                    "IMAGESPACE_SPACES_FRONT_MODEL", "mini",
                    "IMAGESPACE_SPACES_FRONT_MODEL_CACHE_DIR", "/models")));
    assertThat(SpaceEnvironment.names(environment)).containsExactly("front");
    assertThat(SpaceEnvironment.settings(environment, "front"))
        .extracting(ImageSpaceProperties::model, ImageSpaceProperties::modelCacheDir)
        .containsExactly("mini", "/models");
  }

  @ConfigurationProperties("imagespace.gallery")
  static class Gallery {}
}

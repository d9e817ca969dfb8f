package dev.imagespace.autoconfigure;

import dev.imagespace.ImageSpace;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.core.env.Environment;

/**
 * All spaces of an application by name: "default", those that properties name, and by the names of
 * their beans those of the application's own. Thread-safe.
 */
final class Spaces {
  static final String DEFAULT = "default";

  private final ListableBeanFactory beans;
  private final Set<String> named;

  Spaces(ListableBeanFactory beans, Environment environment) {
    this.beans = beans;
    named = SpaceEnvironment.names(environment);
  }

  Map<String, ImageSpace> all() {
    Map<String, ImageSpace> spaces = new LinkedHashMap<>();
    beans.getBeansOfType(ImageSpace.class).forEach((bean, space) -> spaces.put(name(bean), space));
    return spaces;
  }

  private String name(String bean) {
    if (bean.equals(ImageSpaceAutoConfiguration.DEFAULT_BEAN)) {
      return DEFAULT;
    }
    return named.stream()
        .filter(name -> NamedSpaceRegistrar.beanName(name, ImageSpace.class).equals(bean))
        .findFirst()
        .orElse(bean);
  }
}

package dev.imagespace.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * An application's properties as a named space sees them: what is below {@code
 * imagespace.spaces.<name>} lies over what is below {@code imagespace}. Stateless.
 */
final class SpaceEnvironment {
  private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("imagespace");

  private SpaceEnvironment() {}

  /** The names that properties give, sorted. */
  static Set<String> names(Environment environment) {
    return new TreeSet<>(
        Binder.get(environment)
            .bind(PropertyNames.SPACES, Bindable.mapOf(String.class, Object.class))
            .orElseGet(Map::of)
            .keySet());
  }

  /** What the default space is set to. */
  static ImageSpaceProperties defaults(Environment environment) {
    return Binder.get(environment).bindOrCreate("imagespace", ImageSpaceProperties.class);
  }

  /** What the named space is set to, where it says nothing as the default space is. */
  static ImageSpaceProperties settings(Environment environment, String name) {
    return Binder.get(of((ConfigurableEnvironment) environment, name))
        .bindOrCreate("imagespace", ImageSpaceProperties.class);
  }

  static ConfigurableEnvironment of(ConfigurableEnvironment environment, String name) {
    StandardEnvironment seen = new StandardEnvironment();
    seen.getPropertySources().forEach(source -> seen.getPropertySources().remove(source.getName()));
    seen.getPropertySources()
        .addFirst(new OriginTrackedMapPropertySource("space " + name, own(environment, name)));
    for (PropertySource<?> source : environment.getPropertySources()) {
      if (!ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
        seen.getPropertySources().addLast(source);
      }
    }
    ConfigurationPropertySources.attach(seen);
    return seen;
  }

  /** What is below the name, as if it were directly below 'imagespace'. */
  private static Map<String, Object> own(Environment environment, String name) {
    ConfigurationPropertyName prefix =
        ConfigurationPropertyName.of(PropertyNames.SPACES)
            .append(ConfigurationPropertyName.adapt(name, '/'));
    Map<String, Object> own = new LinkedHashMap<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      Stream.concat(known(prefix), names(source).filter(prefix::isAncestorOf))
          .flatMap(below -> Stream.ofNullable(source.getConfigurationProperty(below)))
          .forEach(
              property ->
                  own.putIfAbsent(
                      OURS.append(property.getName().subName(prefix.getNumberOfElements()))
                          .toString(),
                      OriginTrackedValue.of(property.getValue(), property.getOrigin())));
    }
    return own;
  }

  /** Asked for by name, as a variable of the environment does not tell dots from dashes. */
  private static Stream<ConfigurationPropertyName> known(ConfigurationPropertyName prefix) {
    return PropertyNames.ofOneSpace().stream()
        .map(name -> prefix.append(name.substring(PropertyNames.PREFIX.length())));
  }

  private static Stream<ConfigurationPropertyName> names(ConfigurationPropertySource source) {
    return source instanceof IterableConfigurationPropertySource iterable
        ? iterable.stream()
        : Stream.empty();
  }
}

package dev.imagespace.autoconfigure;

import dev.imagespace.autoconfigure.UnknownPropertyException.Unknown;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * Looks for properties below {@code imagespace.} that nothing reads. To pass over a misspelt name
 * would start another model than the one that was meant. In the variables of the environment and
 * the JVM's own properties, which others share, such a name is only logged. Stateless.
 */
final class UnknownProperties {
  private static final Logger log = LoggerFactory.getLogger(UnknownProperties.class);
  private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("imagespace");
  private static final Set<String> SHARED_SOURCES =
      Set.of(
          StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
          StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);

  private static final Set<Class<?>> OWN_RECORDS =
      Set.of(ImageSpaceProperties.class, ImageSpaceHealthProperties.class);

  private UnknownProperties() {}

  /**
   * Throws where there are some.
   *
   * @param beans whose own properties below {@code imagespace.} are known, too
   */
  static void refuse(Environment environment, ConfigurableListableBeanFactory beans) {
    List<ConfigurationPropertyName> prefixes = otherPrefixes(beans);
    Map<ConfigurationPropertyName, Unknown> refused = new LinkedHashMap<>();
    for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
      boolean shared = SHARED_SOURCES.contains(sourceName(source));
      names(source)
          .filter(name -> prefixes.stream().noneMatch(prefix -> isAtOrBelow(prefix, name)))
          .flatMap(name -> Stream.ofNullable(unknown(source, name)))
          .forEach(
              unknown -> {
                if (!shared) {
                  refused.put(ConfigurationPropertyName.of(unknown.name()), unknown);
                } else if (unknown.nearest() != null && !isRead(unknown.name())) {
                  log.warn("Nothing reads '{}'; is '{}' meant?", unknown.name(), unknown.nearest());
                }
              });
    }
    if (!refused.isEmpty()) {
      throw new UnknownPropertyException(new ArrayList<>(refused.values()));
    }
  }

  /** As a variable of the environment, whose name has neither dots nor dashes. */
  private static boolean isRead(String name) {
    return PropertyNames.all().stream().anyMatch(known -> bare(known).equals(bare(name)));
  }

  private static String bare(String name) {
    return name.replaceAll("[.-]", "");
  }

  private static String sourceName(ConfigurationPropertySource source) {
    return source.getUnderlyingSource() instanceof PropertySource<?> underlying
        ? underlying.getName()
        : "";
  }

  private static Stream<ConfigurationPropertyName> names(ConfigurationPropertySource source) {
    return source instanceof IterableConfigurationPropertySource iterable
        ? iterable.stream().filter(OURS::isAncestorOf)
        : Stream.empty();
  }

  /** Of the application and of other modules; no bean is made to learn of them. */
  private static List<ConfigurationPropertyName> otherPrefixes(
      ConfigurableListableBeanFactory beans) {
    return Stream.of(beans.getBeanDefinitionNames())
        .flatMap(bean -> Stream.ofNullable(beans.getType(bean, false)))
        .filter(type -> !OWN_RECORDS.contains(type))
        .flatMap(
            type ->
                Stream.ofNullable(
                    AnnotatedElementUtils.findMergedAnnotation(
                        type, ConfigurationProperties.class)))
        .map(properties -> ConfigurationPropertyName.adapt(properties.prefix(), '.'))
        .filter(OURS::isAncestorOf)
        .toList();
  }

  private static @Nullable Unknown unknown(
      ConfigurationPropertySource source, ConfigurationPropertyName given) {
    ConfigurationPropertyName name = withoutIndex(given);
    ConfigurationPropertyName spaces = ConfigurationPropertyName.of(PropertyNames.SPACES);
    boolean ofOneSpace = spaces.isAncestorOf(name) && name.getNumberOfElements() > 3;
    ConfigurationPropertyName asked = ofOneSpace ? OURS.append(name.subName(3)) : name;
    Set<String> known = ofOneSpace ? PropertyNames.ofOneSpace() : PropertyNames.all();
    if (known.stream().map(ConfigurationPropertyName::of).anyMatch(asked::equals)) {
      return null;
    }
    String nearest = NearestName.of(asked.toString(), known);
    ConfigurationProperty property = source.getConfigurationProperty(given);
    return new Unknown(
        given.toString(),
        property == null ? null : property.getOrigin(),
        nearest == null || !ofOneSpace ? nearest : below(name.chop(3), nearest),
        ofOneSpace && PropertyNames.all().contains(asked.toString()));
  }

  private static String below(ConfigurationPropertyName space, String nearest) {
    return space + "." + nearest.substring(PropertyNames.PREFIX.length());
  }

  private static ConfigurationPropertyName withoutIndex(ConfigurationPropertyName name) {
    return name.isLastElementIndexed() && name.isNumericIndex(name.getNumberOfElements() - 1)
        ? name.getParent()
        : name;
  }

  private static boolean isAtOrBelow(
      ConfigurationPropertyName prefix, ConfigurationPropertyName name) {
    return prefix.equals(name) || prefix.isAncestorOf(name);
  }
}

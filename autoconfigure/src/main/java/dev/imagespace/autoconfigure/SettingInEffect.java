package dev.imagespace.autoconfigure;

import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.Environment;

/** A property as the application sees it, and the file and line that set it. Immutable. */
record SettingInEffect(String name, @Nullable String value, @Nullable Origin origin) {

  static SettingInEffect of(Environment environment, String name) {
    ConfigurationPropertyName key = ConfigurationPropertyName.of(name);
    Origin origin =
        StreamSupport.stream(ConfigurationPropertySources.get(environment).spliterator(), false)
            .flatMap(source -> Stream.ofNullable(source.getConfigurationProperty(key)))
            .findFirst()
            .map(ConfigurationProperty::getOrigin)
            .orElse(null);
    return new SettingInEffect(name, environment.getProperty(name), origin);
  }

  /** In the layout of Spring Boot's own failure analyses. */
  String describe() {
    String text =
        "%n%n    Property: %s%n    Value: %s".formatted(name, value == null ? "(not set)" : value);
    return origin == null ? text : "%s%n    Origin: %s".formatted(text, origin);
  }
}

package dev.imagespace.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;

/** Names of the properties below {@code imagespace.}, as the record declares them. Stateless. */
final class PropertyNames {
  static final String PREFIX = "imagespace.";

  /** One model more; each has properties of its own below its name. */
  static final String SPACES = PREFIX + "spaces";

  /** Read from the environment, since they decide before any bean is there. */
  private static final List<String> BESIDE_THE_RECORD =
      List.of("imagespace.native-dir", "imagespace.problem-details.enabled");

  /** Of the application, not of one of its spaces. */
  private static final List<String> SHARED =
      List.of(
          "imagespace.enabled",
          "imagespace.processors",
          "imagespace.image.max-memory",
          "imagespace.image.max-stuck-decoders");

  private PropertyNames() {}

  /** Of the application and its default space. */
  static Set<String> all() {
    Set<String> names = ofOneSpace();
    names.addAll(SHARED);
    names.addAll(BESIDE_THE_RECORD);
    below(PREFIX + "health.", ImageSpaceHealthProperties.class).forEach(names::add);
    below(PREFIX + "store.", ImageSpaceStoreProperties.class).forEach(names::add);
    return names;
  }

  /** What each space has of its own, below {@code imagespace.} or below its own prefix. */
  static Set<String> ofOneSpace() {
    Set<String> names = new TreeSet<>();
    below(PREFIX, ImageSpaceProperties.class).forEach(names::add);
    SHARED.forEach(names::remove);
    return names;
  }

  private static Stream<String> below(String prefix, Class<?> type) {
    return Arrays.stream(type.getRecordComponents())
        .flatMap(component -> ofComponent(prefix, component));
  }

  private static Stream<String> ofComponent(String prefix, RecordComponent component) {
    String name = prefix + DataObjectPropertyName.toDashedForm(component.getName());
    return component.getType().isRecord()
        ? below(name + ".", component.getType())
        : Stream.of(name);
  }
}

package dev.imagespace;

import java.lang.annotation.Annotation;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The components of a record as fields of a schema. Immutable. */
record RecordShape(Class<? extends Record> type) {

  /** The name of the one component so marked, or null if there is none. */
  @Nullable String marked(Class<? extends Annotation> mark) {
    List<String> names =
        Arrays.stream(type.getRecordComponents())
            .filter(component -> component.isAnnotationPresent(mark))
            .map(RecordComponent::getName)
            .toList();
    if (names.size() > 1) {
      throw new InvalidSpaceParamException(
          "%s marks %s with @%s; mark one of them, or address the field by name."
              .formatted(type.getSimpleName(), names, mark.getSimpleName()));
    }
    return names.isEmpty() ? null : names.get(0);
  }

  void require(String name, Predicate<Class<?>> accepted, String acceptedTypes) {
    Class<?> given = component(name).getType();
    if (!accepted.test(given)) {
      throw new InvalidSpaceParamException(
          "Component %s.%s is of type %s; this field takes %s."
              .formatted(type.getSimpleName(), name, given.getSimpleName(), acceptedTypes));
    }
  }

  @Nullable Object valueOf(Record item, String name) {
    Method accessor = component(name).getAccessor();
    try {
      // A record may be private to the class that uses it.
      accessor.setAccessible(true);
      return accessor.invoke(item);
    } catch (InaccessibleObjectException | IllegalAccessException e) {
      throw new InvalidSpaceParamException(
          "Component %s.%s cannot be read; open package %s to dev.imagespace."
              .formatted(type.getSimpleName(), name, type.getPackageName()),
          e);
    } catch (InvocationTargetException e) {
      throw new InvalidSpaceParamException(
          "Reading %s.%s failed.".formatted(type.getSimpleName(), name), e);
    }
  }

  private RecordComponent component(String name) {
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.getName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidSpaceParamException(
                    "There is no component '%s' in %s.".formatted(name, this)));
  }

  @Override
  public String toString() {
    return Arrays.stream(type.getRecordComponents())
        .map(component -> component.getType().getSimpleName() + " " + component.getName())
        .collect(Collectors.joining(", ", type.getSimpleName() + "(", ")"));
  }
}

package dev.imagespace;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The image fields of a space, one of each schema; their order carries no meaning. Immutable. */
record SpaceFields(Set<ImageField> fields) {

  /** Null entries are left out: a space may be built from optional fields. */
  static SpaceFields of(@Nullable List<@Nullable ImageField> given) {
    if (given == null) {
      throw new InvalidSpaceParamException(
          "An ImageSpace needs an image; none was given. Pass schema.blob(\"…\"), or that with its"
              + " description.");
    }
    List<ImageField> fields = new ArrayList<>();
    for (ImageField field : given) {
      if (field != null) {
        fields.add(field);
      }
    }
    if (fields.isEmpty()) {
      throw new InvalidSpaceParamException(
          "An ImageSpace needs at least one image field; got "
              + (given.isEmpty() ? "an empty list." : "only null."));
    }
    List<String> schemas = fields.stream().map(field -> field.schema().name()).toList();
    if (schemas.size() != Set.copyOf(schemas).size()) {
      throw new InvalidSpaceParamException(
          "An ImageSpace takes one image of each schema; got %s. Make a second space for a second"
                  .formatted(fields)
              + " picture of the same schema.");
    }
    return new SpaceFields(Set.copyOf(fields));
  }

  Set<BlobField> pictures() {
    return fields.stream().map(ImageField::blob).collect(Collectors.toUnmodifiableSet());
  }

  Set<StringField> descriptions() {
    return fields.stream()
        .map(ImageField::description)
        .filter(Objects::nonNull)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The full names of fields, such as "Bicycle.photo". */
  static String names(Set<?> fields) {
    return fields.stream().map(Object::toString).sorted().collect(Collectors.joining(", "));
  }

  /** The full names of all fields, pictures first. */
  @Override
  public String toString() {
    String pictures = names(pictures());
    return descriptions().isEmpty() ? pictures : pictures + ", " + names(descriptions());
  }

  /** The picture and description of a record whose schema is one of these. */
  ImageData read(Record item) {
    for (ImageField field : fields) {
      RecordShape shape = field.schema().shape();
      if (shape != null && shape.type() == item.getClass()) {
        return read(item, field, shape);
      }
    }
    throw new InvalidSpaceParamException(
        "The space has no schema of record %s; its fields are %s. Build it with Schema.of(%s.class)."
            .formatted(item.getClass().getName(), fields, item.getClass().getSimpleName()));
  }

  private static ImageData read(Record item, ImageField field, RecordShape shape) {
    Object picture = shape.valueOf(item, field.blob().name());
    StringField description = field.description();
    return new ImageData(
        picture == null ? null : PictureComponent.toSource(picture),
        description == null ? null : (String) shape.valueOf(item, description.name()));
  }
}

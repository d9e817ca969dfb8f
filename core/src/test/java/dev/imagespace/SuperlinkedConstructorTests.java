package dev.imagespace;

import static dev.imagespace.FakeEncoder.IMAGE;
import static dev.imagespace.FakeEncoder.TEXT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.Goldens;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which superlinked's constructor was called, and what Java makes of it. */
class SuperlinkedConstructorTests {
  private static final JsonObject GOLDENS =
      SuperlinkedGoldens.json("constructor_and_attributes").getAsJsonObject("constructor");
  private static final BlobField SECOND = Schema.named("Second").blob("image");
  private static final String SNAPSHOT =
      "superlinked/cache/models--sentence-transformers--sl-tiny/snapshots/"
          + "0000000000000000000000000000000000000001";

  /** Superlinked refuses a directory. */
  private static final Set<String> TAKEN_HERE_ONLY = Set.of("model_local_path");

  /** What Java's types, or the want of a parameter of that name, do not let anyone write. */
  private static final Set<String> NOT_JAVA =
      Set.of(
          "string_field",
          "float_field",
          "list_with_string",
          "set",
          "plain_str",
          "int",
          "blob_plus_blob",
          "blob_plus_float",
          "blob_plus_str",
          "string_plus_string",
          "describedblob_plus_string",
          "schema_object",
          "model_int",
          "handler_str",
          "handler_text_enum",
          "handler_modal_without_config",
          "engine_config_dict",
          "precision_str",
          "engine_config_positional",
          "unknown_kwarg");

  @SuppressWarnings("NullAway") // What a caller without null checking may do.
  private static final Map<String, Supplier<ImageSpaceBuilder>> CALLS =
      Map.ofEntries(
          Map.entry("no_args", ImageSpace::builder),
          Map.entry("none", () -> tiny().image(null)),
          Map.entry("empty_list", () -> tiny().images(List.of())),
          Map.entry("empty_tuple", () -> tiny().images(Arrays.asList())),
          Map.entry("list_of_none", () -> tiny().images(Arrays.asList(null, null))),
          Map.entry("image_and_none", () -> tiny().images(Arrays.asList(IMAGE, null))),
          Map.entry("tuple", () -> tiny().images(List.of(IMAGE.with(TEXT), SECOND))),
          Map.entry("string_plus_blob", () -> tiny().image(TEXT.with(IMAGE))),
          Map.entry("optional_fields", () -> tiny().image(IMAGE.with(TEXT))),
          Map.entry(
              "other_schema_description",
              () -> tiny().image(IMAGE.with(SECOND.schema().string("text")))),
          Map.entry(
              "other_schema_description_in_list",
              () -> tiny().images(List.of(IMAGE.with(SECOND.schema().string("text"))))),
          Map.entry(
              "same_schema_twice",
              () -> tiny().images(List.of(IMAGE, IMAGE.schema().blob("second")))),
          Map.entry("same_field_twice", () -> tiny().images(List.of(IMAGE, IMAGE))),
          Map.entry("model_none", () -> tiny().image(IMAGE).model(null)),
          Map.entry("model_empty", () -> tiny().image(IMAGE).model("")),
          Map.entry("handler_none", () -> tiny().image(IMAGE).modelHandler(null)),
          Map.entry("cache_dir_str", () -> tiny().image(IMAGE)),
          Map.entry(
              "fully_qualified_name",
              () -> tiny().image(IMAGE).model("sentence-transformers/sl-tiny")),
          Map.entry(
              "model_local_path",
              () -> tiny().image(IMAGE).model(Goldens.path(SNAPSHOT).toString())));

  static Stream<String> taken() {
    return CALLS.keySet().stream().filter(SuperlinkedConstructorTests::isTaken).sorted();
  }

  static Stream<String> refused() {
    return CALLS.keySet().stream().filter(call -> !isTaken(call)).sorted();
  }

  private static boolean isTaken(String call) {
    return TAKEN_HERE_ONLY.contains(call) || GOLDENS.getAsJsonObject(call).get("ok").getAsBoolean();
  }

  @Test
  void everyCallIsAccountedFor() {
    Set<String> known = new TreeSet<>(CALLS.keySet());
    known.addAll(NOT_JAVA);
    assertThat(known).isEqualTo(GOLDENS.keySet());
  }

  @ParameterizedTest
  @MethodSource("taken")
  void callIsTaken(String call) {
    try (ImageSpace space = builder(call).build()) {
      assertThat(space.length()).isEqualTo(32);
    }
  }

  @ParameterizedTest
  @MethodSource("refused")
  void callIsRefusedInWords(String call) {
    assertThatThrownBy(() -> builder(call).build())
        .isInstanceOf(InvalidSpaceParamException.class)
        .hasMessageMatching(".*[a-z.]");
  }

  private static ImageSpaceBuilder builder(String call) {
    Supplier<ImageSpaceBuilder> builder = CALLS.get(call);
    if (builder == null) {
      throw new IllegalArgumentException(call);
    }
    return builder.get();
  }

  private static ImageSpaceBuilder tiny() {
    return ImageSpace.builder()
        .model("sl-tiny")
        .modelHandler(ModelHandler.SENTENCE_TRANSFORMERS)
        .modelCacheDir(Goldens.path("superlinked/cache"))
        .hub(HubSettings.fromEnvironment().withOffline(true));
  }
}

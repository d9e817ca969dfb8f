package dev.imagespace;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.image.ImagePolicy;
import dev.imagespace.image.ImageSource;
import dev.imagespace.model.HubSettings;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.testing.Goldens;
import org.jspecify.annotations.Nullable;

/** What superlinked stored and searched with, and the spaces that must do the same. */
final class SuperlinkedGoldens {
  static final double TOLERANCE = 1e-5;
  private static final String FOLDER = "superlinked/";

  private SuperlinkedGoldens() {}

  static JsonObject json(String name) {
    return Goldens.json(FOLDER + name + ".json");
  }

  static ImageSpace sentenceTransformers() {
    return builder("sl-tiny", ModelHandler.SENTENCE_TRANSFORMERS).build();
  }

  static ImageSpace openClip() {
    return builder("hf-hub:slorg/sl-openclip-tiny", ModelHandler.OPEN_CLIP).build();
  }

  /** Empty items are zeros there, and the pixels are those of the Python peer. */
  static ImageSpaceBuilder builder(String model, ModelHandler handler) {
    return ImageSpace.builder()
        .image(FakeEncoder.IMAGE.with(FakeEncoder.TEXT))
        .model(model)
        .modelHandler(handler)
        .modelCacheDir(Goldens.path(FOLDER + "cache"))
        .hub(HubSettings.fromEnvironment().withOffline(true))
        .imagePolicy(ImagePolicy.REFERENCE)
        .emptyItem(EmptyItemPolicy.ZERO_VECTOR);
  }

  /** The picture before superlinked squashed and compressed it. */
  static ImageSource original(String name) {
    return ImageSource.of(Goldens.path(FOLDER + "images/" + name));
  }

  /** The very pixels that superlinked gave to its model, for a name or "images/name". */
  static ImageSource seen(String name) {
    String file = name.substring(name.indexOf('/') + 1);
    return ImageSource.of(Goldens.path(FOLDER + "seen/" + file + ".seen.png"));
  }

  static @Nullable String text(JsonObject object, String key) {
    JsonElement value = object.get(key);
    return value == null || value.isJsonNull() ? null : value.getAsString();
  }

  static @Nullable ImageSource seenOf(JsonObject object, String key) {
    String name = text(object, key);
    return name == null ? null : seen(name);
  }

  static void assertClose(float[] vector, JsonElement golden) {
    float[] expected = Goldens.floats(golden);
    assertThat(vector).hasSameSizeAs(expected);
    double error = 0;
    for (int i = 0; i < vector.length; i++) {
      error = Math.max(error, Math.abs((double) vector[i] - expected[i]));
    }
    assertThat(error).as("largest difference of a component").isLessThan(TOLERANCE);
  }

  static double dot(float[] a, float[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
    }
    return dot;
  }
}

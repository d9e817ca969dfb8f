package dev.imagespace.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The files of the golden directory, which the build names. */
public final class Goldens {
  private static final Path ROOT = Path.of(System.getProperty("imagespace.golden", "../golden"));

  /** Checkpoints of sentence-transformers and of OpenCLIP that have goldens. */
  public static final List<String> SENTENCE_TRANSFORMERS =
      List.of("st-tiny-vit", "hf-plain-gelu", "hf-plain-legacy-eos2");

  public static final List<String> OPEN_CLIP =
      List.of(
          "openclip-tiny-vit",
          "openclip-tiny-vit-bin",
          "openclip-tiny-vit-quickgelu",
          "openclip-tiny-rn");

  /** A twin of each of OpenCLIP's families, of small sizes. */
  public static final List<String> FAMILIES =
      List.of(
          "oc-siglip",
          "oc-siglip-so400m14-384",
          "oc-siglip2-b16",
          "oc-siglip2-b32",
          "oc-nllb-siglip",
          "oc-clipa",
          "oc-coca",
          "oc-convnext",
          "oc-convnext-d",
          "oc-convnext-xxl",
          "oc-eva01",
          "oc-eva02",
          "oc-eva02-e",
          "oc-pe",
          "oc-pe-g",
          "oc-vitamin",
          "oc-vitamin-xl",
          "oc-mobileclip-b",
          "oc-mobileclip-s0",
          "oc-mobileclip2-l",
          "oc-mobileclip2-s3",
          "oc-metaclip2",
          "oc-roberta",
          "oc-xlm-roberta",
          "oc-native-flags",
          "oc-native-custom");

  private Goldens() {}

  public static Path path(String name) {
    return ROOT.resolve(name).toAbsolutePath().normalize();
  }

  public static Path image(String name) {
    return path("images/" + name);
  }

  /** The files of a checkpoint; mini's lie in its own module. */
  public static Path model(String name) {
    return name.equals("mini")
        ? ROOT.resolve("../model-mini/src/main/resources/dev/imagespace/mini").normalize()
        : path(folder(name) + "models/" + name);
  }

  public static JsonObject json(String name) {
    try {
      return JsonParser.parseString(Files.readString(path(name))).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonObject goldens(String model) {
    return json(folder(model) + "goldens/" + model + ".json");
  }

  private static String folder(String model) {
    return FAMILIES.contains(model) ? "openclip/" : "";
  }

  public static float[] floats(JsonElement array) {
    JsonArray values = array.getAsJsonArray();
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).getAsFloat();
    }
    return floats;
  }

  public static int[] ids(JsonElement array) {
    return array.getAsJsonArray().asList().stream().mapToInt(JsonElement::getAsInt).toArray();
  }

  /** The float32 values of a little-endian .npy file of version 1. */
  public static float[] npy(String name) {
    try {
      ByteBuffer file =
          ByteBuffer.wrap(Files.readAllBytes(path(name))).order(ByteOrder.LITTLE_ENDIAN);
      int header = file.getShort(8);
      String description = new String(file.array(), 10, header, StandardCharsets.US_ASCII);
      if (!description.contains("'<f4'")) {
        throw new IllegalArgumentException(description);
      }
      file.position(10 + header);
      float[] values = new float[file.remaining() / Float.BYTES];
      file.asFloatBuffer().get(values);
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

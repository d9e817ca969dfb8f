package dev.imagespace.testing;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.imagespace.image.PixelRules.Resize;
import dev.imagespace.model.ModelHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A checkpoint of golden/cases/cases.json: a golden model with one thing changed, and what its peer
 * makes of it.
 */
public record CaseCheckpoint(String name, JsonObject description) {

  /** One text or picture. */
  public record Item(String kind, String input, float[] vector) {}

  public static List<CaseCheckpoint> all() {
    return StreamSupport.stream(
            Goldens.json("cases/cases.json").getAsJsonArray("cases").spliterator(), false)
        .map(JsonElement::getAsJsonObject)
        .map(found -> new CaseCheckpoint(found.get("name").getAsString(), found))
        .toList();
  }

  public ModelHandler handler() {
    return ModelHandler.valueOf(text("handler"));
  }

  public Resize resize() {
    return handler() == ModelHandler.OPEN_CLIP ? Resize.PILLOW : Resize.TORCHVISION;
  }

  /** The configuration files by path. */
  public Map<String, JsonElement> files() {
    return description.getAsJsonObject("files").asMap();
  }

  public List<Item> items() {
    return description.getAsJsonArray("items").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(
            item -> {
              String kind = item.has("text") ? "text" : "image";
              return new Item(
                  kind, item.get(kind).getAsString(), Goldens.floats(item.get("vector")));
            })
        .toList();
  }

  private String text(String key) {
    return description.get(key).getAsString();
  }

  /** Writes it. */
  public void write(Path directory) {
    try {
      for (Map.Entry<String, JsonElement> file : files().entrySet()) {
        Path path = directory.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue().toString());
      }
      Path module = Files.createDirectories(directory.resolve(text("module")));
      writeTokenizer(module);
      writeWeights(module);
      if (description.has("dense")) {
        MadeSafetensors dense = new MadeSafetensors();
        dense.add("linear.weight", List.of(10L, 24L), i -> (float) (Math.sin(i) / 5));
        dense.add("linear.bias", List.of(10L), i -> (float) (Math.cos(i) / 5));
        dense.write(directory.resolve("2_Dense/model.safetensors"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void writeTokenizer(Path module) throws IOException {
    if (text("tokenizer").equals("vocab")) {
      Path vocabulary = Goldens.model("st-tiny-vit/0_CLIPModel");
      for (String file : List.of("vocab.json", "merges.txt")) {
        Files.copy(vocabulary.resolve(file), module.resolve(file));
      }
    } else if (text("tokenizer").equals("json")) {
      Path json = Goldens.model("hf-plain-gelu/tokenizer.json");
      JsonObject changed = description.getAsJsonObject("changed");
      if (changed.isEmpty()) {
        Files.copy(json, module.resolve("tokenizer.json"));
        return;
      }
      JsonObject tokenizer = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
      changed.asMap().forEach(tokenizer::add);
      Files.writeString(module.resolve("tokenizer.json"), tokenizer.toString());
    }
  }

  private void writeWeights(Path module) throws IOException {
    boolean openClip = handler() == ModelHandler.OPEN_CLIP;
    Path from =
        Goldens.model(text("base"))
            .resolve(openClip ? "open_clip_model.safetensors" : "model.safetensors");
    Path to = module.resolve(description.has("weights") ? text("weights") : "model.safetensors");
    if (!description.has("rows") && !description.has("prefix") && !description.has("tensors")) {
      Files.copy(from, to);
      return;
    }
    MadeSafetensors weights = MadeSafetensors.copyOf(from);
    if (description.has("rows")) {
      JsonArray rows = description.getAsJsonArray("rows");
      for (JsonElement row : rows) {
        weights.appendRow("text_model.embeddings.token_embedding.weight", row.getAsInt());
      }
    }
    if (description.has("tensors")) {
      for (Map.Entry<String, JsonElement> tensor :
          description.getAsJsonObject("tensors").entrySet()) {
        weights.addZeros(tensor.getKey(), tensor.getValue().getAsString(), 77);
      }
    }
    if (description.has("prefix")) {
      weights.prefix(text("prefix"));
    }
    weights.write(to);
  }

  @Override
  public String toString() {
    return name;
  }
}

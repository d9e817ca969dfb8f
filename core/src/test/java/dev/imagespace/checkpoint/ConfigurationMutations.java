package dev.imagespace.checkpoint;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.imagespace.model.ModelHandler;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.testing.Goldens;
import dev.imagespace.testing.mutation.ByteMutations;
import dev.imagespace.testing.mutation.JsonMutations;
import dev.imagespace.testing.mutation.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** One configuration of a golden model with changes in it; all else is the golden's own. */
public final class ConfigurationMutations implements Subject {
  private static final String PLAIN = "hf-plain-legacy-eos2";
  private static final String ROOT = "st-tiny-vit/0_CLIPModel";

  /** Of single characters: the whole one takes longer to read than all else of a case. */
  private static final String SMALL_TOKENIZER = smallTokenizer();

  private static final String OWN_TOKENIZER = "\"text_cfg\": {\"hf_tokenizer_name\": \"small\",";

  /** A model and the file of it that is changed. */
  private record Target(String model, String file) {}

  private static final List<Target> TARGETS =
      List.of(
          new Target("openclip-tiny-vit", "open_clip_config.json"),
          new Target("openclip-tiny-rn", "open_clip_config.json"),
          new Target(PLAIN, "config.json"),
          new Target(PLAIN, "preprocessor_config.json"),
          new Target(PLAIN, "model.safetensors.index.json"),
          new Target("hf-plain-gelu", "processor_config.json"),
          new Target("hf-plain-gelu", "config.json"),
          new Target(ROOT, "modules.json"));

  private static final List<String> HOSTILE =
      List.of(
          "1000000000",
          "1e-40",
          "1e30",
          "16384",
          "65536",
          "[64,64]",
          "[1e9,1,1,1]",
          "[1,1,1,1]",
          "{\"shortest_edge\":1e9}",
          "{\"height\":1e9,\"width\":1}",
          "\"quick_gelu\"",
          "\"../../etc\"",
          "\"model-00001-of-00002.safetensors\"",
          "[Infinity,NaN,0]");

  private static String smallTokenizer() {
    try {
      JsonObject tokenizer =
          JsonParser.parseString(
                  Files.readString(Goldens.model("hf-plain-gelu").resolve("tokenizer.json")))
              .getAsJsonObject();
      JsonObject model = tokenizer.getAsJsonObject("model");
      model.add("merges", new JsonArray());
      model
          .getAsJsonObject("vocab")
          .keySet()
          .removeIf(token -> token.replace("</w>", "").length() > 1 && !token.startsWith("<|"));
      return tokenizer.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void write(RandomGenerator random, Path directory) throws IOException {
    Target target = TARGETS.get(random.nextInt(TARGETS.size()));
    Path model = Goldens.model(target.model());
    try (Stream<Path> files = Files.list(model)) {
      for (Path file : files.toList()) {
        Files.createSymbolicLink(directory.resolve(file.getFileName()), file.toRealPath());
      }
    }
    Files.deleteIfExists(directory.resolve("tokenizer.json"));
    Files.writeString(directory.resolve("tokenizer.json"), SMALL_TOKENIZER);
    Path changed = directory.resolve(target.file());
    String text =
        Files.exists(changed)
            ? Files.readString(changed).replace("\"text_cfg\": {", OWN_TOKENIZER)
            : "[{\"idx\":0,\"path\":\"\",\"type\":\"sentence_transformers.models.CLIPModel\"}]";
    byte[] mutated =
        random.nextInt(8) == 0
            ? ByteMutations.of(text.getBytes(StandardCharsets.UTF_8), random)
            : new JsonMutations(random, HOSTILE)
                .of(JsonParser.parseString(text))
                .getBytes(StandardCharsets.UTF_8);
    Files.deleteIfExists(changed);
    Files.write(changed, mutated);
  }

  @Override
  public void open(Path directory) {
    ModelHandler handler =
        Files.exists(directory.resolve("open_clip_config.json"))
            ? ModelHandler.OPEN_CLIP
            : ModelHandler.SENTENCE_TRANSFORMERS;
    Checkpoint.open(new ModelDirectory("mutated", directory), handler).tokenizer().close();
  }
}

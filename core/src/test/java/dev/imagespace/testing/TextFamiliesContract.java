package dev.imagespace.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.imagespace.checkpoint.TextModel;
import dev.imagespace.checkpoint.config.JsonConfig;
import dev.imagespace.checkpoint.format.WeightFiles;
import dev.imagespace.checkpoint.openclip.OpenClipText;
import dev.imagespace.checkpoint.openclip.OpenClipTokenizers;
import dev.imagespace.execution.Execution;
import dev.imagespace.model.cache.LayoutFiles;
import dev.imagespace.model.cache.ModelDirectory;
import dev.imagespace.tensor.Engine;
import dev.imagespace.tensor.EngineProvider;
import dev.imagespace.tensor.Program;
import dev.imagespace.tensor.Weights;
import dev.imagespace.tokenize.TextTokenizer;
import dev.imagespace.tower.text.TextTower;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The text tower of each of OpenCLIP's families, and of the multilingual model of
 * sentence-transformers, without the one for pictures: from texts to the ids and raw vectors of the
 * peer, alone and in a batch; by every engine.
 */
public abstract class TextFamiliesContract {
  private static final Logger log = LoggerFactory.getLogger(TextFamiliesContract.class);
  private static final String MULTILINGUAL = "st-multilingual-v1";

  protected static Stream<String> families() {
    return Stream.of(
        "oc-siglip",
        "oc-siglip-so400m14-384",
        "oc-siglip2-b16",
        "oc-clipa",
        "oc-coca",
        "oc-metaclip2",
        "oc-nllb-siglip",
        "oc-roberta",
        "oc-xlm-roberta",
        "oc-mobileclip-s0",
        "oc-native-flags",
        "oc-native-custom",
        MULTILINGUAL);
  }

  protected abstract EngineProvider provider();

  @ParameterizedTest
  @MethodSource("families")
  void textsOfAFamilyBecomeTheIdsAndVectorsOfThePeer(String name) {
    Family family = Family.open(name);
    TextTower tower = family.tower;
    double worst = 0;
    try (Engine engine = provider().create(Execution.builder().threads(1).build())) {
      Program program = engine.prepare(tower, List::of);
      float[] together = program.run(tower.batch(family.ids));
      int dimension = together.length / family.ids.size();
      for (int i = 0; i < family.ids.size(); i++) {
        float[] golden = family.vectors.get(i);
        float[] row = Arrays.copyOfRange(together, i * dimension, (i + 1) * dimension);
        float[] single = program.run(tower.batch(family.ids.subList(i, i + 1)));
        Closeness batched = Closeness.of(row, golden);
        Closeness alone = Closeness.of(single, golden);
        assertThat(batched).as("%s, text %d in a batch", name, i).matches(Closeness::holds);
        assertThat(alone).as("%s, text %d alone", name, i).matches(Closeness::holds);
        worst = Math.max(worst, Math.max(batched.relative(), alone.relative()));
      }
    }
    log.info("{}: {} texts, largest error {} of the maximum", name, family.ids.size(), worst);
  }

  /**
   * A text tower, and of each golden text the ids, which are the peer's, and the peer's vector.
   *
   * @param ids padded where the tower reads padding
   */
  protected record Family(TextTower tower, List<int[]> ids, List<float[]> vectors) {

    public static Family open(String name) {
      ModelDirectory directory = new ModelDirectory(name, Goldens.path("openclip/models/" + name));
      if (name.equals(MULTILINGUAL)) {
        TextModel model = TextModel.open(directory);
        return of(name, model.tower(), model.tokenizer());
      }
      JsonConfig file = JsonConfig.read(directory.file("open_clip_config.json"));
      JsonConfig text = file.object("model_cfg").object("text_cfg");
      OpenClipText.Read read = read(file, text, directory);
      return of(name, read.tower(), OpenClipTokenizers.open(text, directory, read, null));
    }

    private static OpenClipText.Read read(
        JsonConfig file, JsonConfig text, ModelDirectory directory) {
      JsonConfig model = file.object("model_cfg");
      Weights weights =
          new Weights(
              WeightFiles.open(directory, LayoutFiles.OPEN_CLIP.weights()), Weights.Naming.asIs());
      Weights scope = weights.has("positional_embedding") ? weights : weights.in("text");
      int dimension = model.size("embed_dim", weights.largest());
      boolean quickGelu = model.flag("quick_gelu", false);
      OpenClipText.Read read =
          OpenClipText.read(file, text, directory, scope, dimension, quickGelu);
      weights.requireNoneLeft(
          tensor -> Stream.of("visual.", "logit_", "text_decoder.").anyMatch(tensor::startsWith));
      return read;
    }

    private static Family of(String name, TextTower tower, TextTokenizer tokenizer) {
      List<int[]> ids = new ArrayList<>();
      List<float[]> vectors = new ArrayList<>();
      String file = "openclip/goldens/" + name + ".json";
      try (tokenizer) {
        for (JsonElement row : Goldens.json(file).getAsJsonArray("texts")) {
          JsonObject golden = row.getAsJsonObject();
          String text = golden.get("text").getAsString();
          int[] own = tokenizer.encode(text);
          assertThat(own).as(text).isEqualTo(idsOfThePeer(golden, own.length));
          ids.add(own);
          vectors.add(Goldens.floats(golden.get("embedding")));
        }
      }
      return new Family(tower, ids, vectors);
    }

    /** As many as ours, of which only padding may be left out. */
    private static int[] idsOfThePeer(JsonObject golden, int length) {
      if (!golden.has("ids_padded")) {
        int[] bare = Goldens.ids(golden.get("ids"));
        assertThat(length).isGreaterThanOrEqualTo(bare.length);
        return Arrays.copyOf(bare, length);
      }
      int[] padded = Goldens.ids(golden.get("ids_padded"));
      int padding = padded[padded.length - 1];
      for (int i = length; i < padded.length; i++) {
        assertThat(padded[i]).as("id %d, which is left out", i).isEqualTo(padding);
      }
      return Arrays.copyOf(padded, length);
    }
  }
}
